"""A country pack as small as one can be: a province, two communes, one procedure."""

from pathlib import Path

FILES = {
    "pack.yaml": """\
pack: small
name: {vi: Nhỏ, en: Small}
calendar: calendar.yaml
""",
    "calendar.yaml": """\
calendar: small
name_vi: Lịch
name_en: Calendar
working_hours:
  - valid_from: 2020-01-01
    monday: [07:00-11:30, 13:30-17:00]
holidays:
  new_year: {name_vi: Tết, name_en: New Year}
years:
  2026:
    status: decided
    days_off: {2026-01-01: new_year}
""",
    "places.csv": """\
kind,code,name_vi,name_en,parent,valid_from,valid_to,provisional_code,alternative_code
province,25,Tỉnh Phú Thọ,Phú Thọ province,,2020-01-01,,,
commune,05401,Xã Khoan Dụ,Khoan Dụ commune,province:25,2020-01-01,2025-07-01,,
commune,05392,Xã Lạc Thủy,Lạc Thủy commune,province:25,2025-07-01,,yes,05393
""",
    "place_succession.csv": """\
predecessor,successor,extent,on,legal_ground
commune:05401,commune:05392,whole,2025-07-01,1676/NQ-UBTVQH15
""",
    "agencies.csv": """\
code,kind,place,provisional_code
H44,province,province:25,
H44.45,department,,
H44.001,commune,commune:05401,yes
H44.229,commune,commune:05392,
""",
    "agency_periods.csv": """\
agency,parent,name_vi,name_en,short_name_vi,short_name_en,valid_from,valid_to
H44,,Ủy ban nhân dân tỉnh Phú Thọ,PC of Phú Thọ,Tỉnh Phú Thọ,Phú Thọ province,2020-01-01,
H44.45,H44,Sở Nông nghiệp,Department,Sở Nông nghiệp,Department,2020-01-01,
H44.001,H44,Ủy ban nhân dân xã Khoan Dụ,PC of Khoan Dụ,Xã Khoan Dụ,Khoan Dụ commune,2020-01-01,2025-07-01
H44.229,H44,Ủy ban nhân dân xã Lạc Thủy,PC of Lạc Thủy,Xã Lạc Thủy,Lạc Thủy commune,2025-07-01,
""",
    "agency_succession.csv": """\
predecessor,successor,way,on,legal_ground
H44.001,H44.229,merged_into,2025-07-01,1676/NQ-UBTVQH15
""",
    "agency_identifiers.csv": """\
agency,style,value,valid_from,valid_to
H44,old_style,000.00.00.H44,2020-01-01,
""",
    "positions.yaml": """\
commune:
  - {slug: leader, title: {vi: Chủ tịch, en: Chair}}
  - {slug: specialist_justice, title: {vi: Công chức Tư pháp, en: Officer}, valid_to: 2025-07-01}
  - {slug: specialist_justice, title: {vi: Chuyên viên, en: Specialist}, valid_from: 2025-07-01}
""",
    "fields.yaml": """\
fields:
  - {slug: civil_status, vi: Hộ tịch, en: Civil status, code: G15-TP07}
""",
    "processes.yaml": """\
processes:
  - key: one_step
    name: {vi: Một bước, en: One step}
    valid_from: 2020-01-01
    steps:
      - {key: receive, act: receive, post: counter, role: single_window_officer, vi: Nhận, en: Receive}
      - {key: deliver, act: deliver, post: counter, role: single_window_officer, vi: Trả, en: Deliver}
""",
    "lists/paper_source.csv": """\
code,label_vi,label_en
civil_status_db,Cơ sở dữ liệu hộ tịch,Civil status database
""",
    "personal_id_provinces.csv": """\
code,name
025,Phú Thọ
""",
    "procedures/civil_status.yaml": """\
field: civil_status
procedures:
  - id: birth
    code: "1.001193"
    versions:
      - valid_from: 2020-01-01
        assumed: true
        name: {vi: Đăng ký khai sinh, en: Birth registration}
        who: {vi: Cha mẹ, en: Parents}
        levels: [commune]
        handled_by: specialist_justice
        online: full
        process: one_step
        limits:
          - {value: 1, unit: same_day, cutoff: "15:00", note: {vi: trong ngày, en: the same day}}
        fees:
          - {kind: le_phi, amount: 0, default: true}
          - {kind: phi, amount: null}
        papers:
          - {key: declaration, vi: Tờ khai, en: Declaration, is_form: true}
          - {key: notice, vi: Giấy chứng sinh, en: Notice, fetch_from: [civil_status_db]}
        result: {vi: Giấy khai sinh, en: Birth certificate, code: KQ.G15.000031}
        legal_bases: [60/2014/QH13]
      - valid_from: 2025-07-01
        decision_no: 163/QĐ-BTP
  - id: gone
    versions:
      - valid_from: 2020-01-01
        valid_to: 2025-07-01
        name: {vi: Việc cũ, en: Old matter}
        who: {vi: Ai cũng được, en: Anybody}
        levels: [province]
        departments: [H44.45]
        handled_by: specialist_justice
        online: none
        online_reason: {vi: Phải đến, en: In person}
        process: one_step
        limits:
          - {unit: none}
        result: {vi: Giấy, en: Paper}
""",
}


def a_small_pack(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """Write the pack into a folder with changes: (file, what stands there exactly once, what to write instead)."""
    files = dict(FILES)
    for name, old, new in changes:
        assert files[name].count(old) == 1, f"{old!r} stands {files[name].count(old)} times in {name}"
        files[name] = files[name].replace(old, new)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    (folder / "forms").mkdir(exist_ok=True)
    return folder
