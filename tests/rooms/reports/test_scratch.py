import pytest, random, time, json, io, cProfile, pstats
from datetime import date
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.import_lines import *
from tests.factories.random_lives import a_random_line
from motcua.reports.figures import handling
from motcua.journal.queries import verify
pytestmark = pytest.mark.django_db
def test_x():
    the_district()
    rng = random.Random(5)
    lines = [a_random_line(rng, n, days=230) for n in range(10000)]
    t=time.time()
    raw = "\n".join(json.dumps(l, ensure_ascii=False) for l in lines).encode()
    print("gen", time.time()-t)
    pr=cProfile.Profile()
    import sys
    if "PROF" in __import__("os").environ: pr.enable()
    t=time.time()
    import gc,os
    if os.environ.get("GCOFF"): gc.disable()
    out = import_dossiers(numbered_lines(io.BytesIO(raw)), at=IMPORTED_AT)
    dt=time.time()-t
    pr.disable()
    print("import", dt, out.imported/dt, out.imported, len(out.refused), out.refused[:3], len(out.warnings))
    if "PROF" in __import__("os").environ: pstats.Stats(pr).sort_stats("tottime").print_stats(25)
    for by in (None, "agency","procedure","field","month","channel"):
        with CaptureQueriesContext(connection) as q:
            t=time.time()
            rows=handling("H28.159", date(2023,1,1), date(2023,8,31), by=by)
            print(by, time.time()-t, len(q), sum(r.received_total for r in rows), sum(r.resolved_total+r.pending_total for r in rows))
    t=time.time(); print(verify(b"k"), time.time()-t)
    assert 0
