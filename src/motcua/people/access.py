"""The access table: role × act × scope. The one rights layer of pages, API, search and files.

A scope says over which dossiers (or agencies) a role may do an act:
`own` those the account filed or owns · `agency` its own agency's, as decider or as reception · `below` its agency's and
all agencies under it · `all` · `public` what everybody may know. What is not in the table is refused.
"""

from dataclasses import dataclass

from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotAllowed

ANONYMOUS = "anonymous"
CITIZEN = "citizen"
SINGLE_WINDOW_OFFICER = "single_window_officer"
SPECIALIST_OFFICER = "specialist_officer"
COMMUNE_LEADER = "commune_leader"
PROVINCE_LEADER = "province_leader"
PROCEDURE_CONTROL_OFFICER = "procedure_control_officer"
COMMUNITY_MEMBER = "community_member"
COMMUNITY_LEADER = "community_leader"
ADMINISTRATOR = "administrator"
API_CLIENT = "api_client"
SYSTEM = "system"

ROLES = (
    ANONYMOUS,
    CITIZEN,
    SINGLE_WINDOW_OFFICER,
    SPECIALIST_OFFICER,
    COMMUNE_LEADER,
    PROVINCE_LEADER,
    PROCEDURE_CONTROL_OFFICER,
    COMMUNITY_MEMBER,
    COMMUNITY_LEADER,
    ADMINISTRATOR,
    API_CLIENT,
    SYSTEM,
)
STAFF_ROLES = frozenset(
    {
        SINGLE_WINDOW_OFFICER,
        SPECIALIST_OFFICER,
        COMMUNE_LEADER,
        PROVINCE_LEADER,
        PROCEDURE_CONTROL_OFFICER,
        ADMINISTRATOR,
    }
)
ROLE_NAMES = {
    ANONYMOUS: ("Người chưa đăng nhập", "Visitor"),
    CITIZEN: ("Người dân", "Citizen"),
    SINGLE_WINDOW_OFFICER: ("Công chức một cửa", "Single-window officer"),
    SPECIALIST_OFFICER: ("Công chức chuyên môn", "Specialist officer"),
    COMMUNE_LEADER: ("Lãnh đạo xã, sở", "Leader of a commune or department"),
    PROVINCE_LEADER: ("Lãnh đạo tỉnh", "Province leader"),
    PROCEDURE_CONTROL_OFFICER: ("Công chức kiểm soát thủ tục", "Procedure control officer"),
    COMMUNITY_MEMBER: ("Thành viên tổ công nghệ số", "Community group member"),
    COMMUNITY_LEADER: ("Tổ trưởng tổ công nghệ số", "Community group coordinator"),
    ADMINISTRATOR: ("Quản trị viên", "Administrator"),
    API_CLIENT: ("Phần mềm kết nối", "API client"),
    SYSTEM: ("Phần mềm", "The software itself"),
}

_OFFICE = {SINGLE_WINDOW_OFFICER: "agency", SPECIALIST_OFFICER: "agency", COMMUNE_LEADER: "agency"}
OFFICE_ROLES = frozenset(_OFFICE)
"""Those who work on dossiers at an agency."""

TABLE: dict[str, dict[str, str]] = {
    # reading a dossier, its papers and its story: anybody else gets 404
    "dossier.view": {
        CITIZEN: "own",
        COMMUNITY_MEMBER: "own",
        COMMUNITY_LEADER: "own",
        API_CLIENT: "own",
        PROVINCE_LEADER: "below",
        SYSTEM: "all",
        **_OFFICE,
    },
    # the whole personal number, shown on request and journalled
    "dossier.unmask": {SINGLE_WINDOW_OFFICER: "agency", SPECIALIST_OFFICER: "agency", COMMUNE_LEADER: "agency"},
    # opening a dossier: for oneself or for somebody else, or at the counter
    "dossier.submit": {
        CITIZEN: "own",
        COMMUNITY_MEMBER: "own",
        COMMUNITY_LEADER: "own",
        API_CLIENT: "own",
        SINGLE_WINDOW_OFFICER: "agency",
        SYSTEM: "all",
    },
    "dossier.submit_at_counter": {SINGLE_WINDOW_OFFICER: "agency", SYSTEM: "all"},
    # acts on a dossier; states are the machine's matter (dossiers/states.py)
    "dossier.receive": {SINGLE_WINDOW_OFFICER: "agency", SYSTEM: "all"},
    "dossier.refuse": {SINGLE_WINDOW_OFFICER: "agency", SYSTEM: "all"},
    "dossier.request_supplement": {SINGLE_WINDOW_OFFICER: "agency", SPECIALIST_OFFICER: "agency", SYSTEM: "all"},
    "dossier.supplement": {
        CITIZEN: "own",
        COMMUNITY_MEMBER: "own",
        COMMUNITY_LEADER: "own",
        API_CLIENT: "own",
        SINGLE_WINDOW_OFFICER: "agency",
        SYSTEM: "all",
    },
    # what is there is enough; asking again with the leader's leave
    "dossier.accept_supplement": {SINGLE_WINDOW_OFFICER: "agency", SPECIALIST_OFFICER: "agency"},
    "dossier.propose_supplement": {SINGLE_WINDOW_OFFICER: "agency", SPECIALIST_OFFICER: "agency"},
    "dossier.allow_supplement": {COMMUNE_LEADER: "agency"},
    "dossier.decline_supplement": {COMMUNE_LEADER: "agency"},
    "dossier.assign": {COMMUNE_LEADER: "agency", SPECIALIST_OFFICER: "agency", SINGLE_WINDOW_OFFICER: "agency"},
    "dossier.forward": {**_OFFICE, SYSTEM: "all"},
    "dossier.propose": {SPECIALIST_OFFICER: "agency", SYSTEM: "all"},
    "dossier.approve": {COMMUNE_LEADER: "agency", SYSTEM: "all"},
    "dossier.return_for_rework": {COMMUNE_LEADER: "agency"},
    "dossier.request_payment": {SINGLE_WINDOW_OFFICER: "agency", SPECIALIST_OFFICER: "agency"},
    "dossier.confirm_payment": {SINGLE_WINDOW_OFFICER: "agency"},
    # money at the counter beside the state: taken at intake or at return, given back, reckoned anew
    "dossier.take_payment": {SINGLE_WINDOW_OFFICER: "agency"},
    "dossier.refund": {SINGLE_WINDOW_OFFICER: "agency"},
    "dossier.void_payment": {SINGLE_WINDOW_OFFICER: "agency"},
    "dossier.charge": {SINGLE_WINDOW_OFFICER: "agency"},
    "dossier.extend": {COMMUNE_LEADER: "agency"},
    # the apology for a promise that is not kept (form 04), and stopping after silence (form 05)
    "dossier.propose_apology": {SPECIALIST_OFFICER: "agency", SINGLE_WINDOW_OFFICER: "agency"},
    "dossier.sign_apology": {COMMUNE_LEADER: "agency"},
    "dossier.refuse_apology": {COMMUNE_LEADER: "agency"},
    "dossier.confirm_stop": {COMMUNE_LEADER: "agency"},
    "dossier.keep_waiting": {COMMUNE_LEADER: "agency"},
    "dossier.stop": {COMMUNE_LEADER: "agency"},
    "dossier.withdraw": {
        CITIZEN: "own",
        COMMUNITY_MEMBER: "own",
        COMMUNITY_LEADER: "own",
        API_CLIENT: "own",
        SINGLE_WINDOW_OFFICER: "agency",
        SYSTEM: "all",
    },
    "dossier.deliver": {SINGLE_WINDOW_OFFICER: "agency", SYSTEM: "all"},
    # a counter's day: hand papers to units, close the day
    "counter.day": {SINGLE_WINDOW_OFFICER: "agency"},
    # the paper book of a day without power: open it, key it in, close it
    "paper_register.keep": {SINGLE_WINDOW_OFFICER: "agency"},
    # the receiving unit accepts what was handed over on a list, or sends it back
    "hand_over.answer": {**_OFFICE},
    # putting right what was taken in wrongly; the old value is kept
    "dossier.correct": {SINGLE_WINDOW_OFFICER: "agency", SPECIALIST_OFFICER: "agency"},
    "dossier.note": {**_OFFICE},
    # opinions of colleagues, and tasks that go from one to another
    "dossier.consult": {**_OFFICE},
    "dossier.answer_consultation": {**_OFFICE},
    "dossier.cancel_consultation": {**_OFFICE},
    # parts of a dossier at other agencies: opened and given up by who decides it, the rest by who does the part
    "dossier.open_part": {SPECIALIST_OFFICER: "agency", COMMUNE_LEADER: "agency", SYSTEM: "all"},
    "dossier.cancel_part": {SPECIALIST_OFFICER: "agency", COMMUNE_LEADER: "agency"},
    "dossier.accept_part": {**_OFFICE},
    "dossier.assign_part": {SPECIALIST_OFFICER: "agency", COMMUNE_LEADER: "agency"},
    "dossier.answer_part": {SPECIALIST_OFFICER: "agency", COMMUNE_LEADER: "agency"},
    "dossier.return_part": {**_OFFICE},
    # hand-overs between agencies: of dossiers to who decides them, of results to the counter where they are wanted
    "dossier.transfer": {SINGLE_WINDOW_OFFICER: "agency"},
    "dossier.accept_transfer": {SINGLE_WINDOW_OFFICER: "agency", SPECIALIST_OFFICER: "agency"},
    "dossier.return_transfer": {SINGLE_WINDOW_OFFICER: "agency", SPECIALIST_OFFICER: "agency"},
    "dossier.cancel_transfer": {SINGLE_WINDOW_OFFICER: "agency"},
    "dossier.change_return": {SINGLE_WINDOW_OFFICER: "agency"},
    "dossier.hand_over": {SPECIALIST_OFFICER: "agency", COMMUNE_LEADER: "agency"},
    "absence.set": {SINGLE_WINDOW_OFFICER: "own", SPECIALIST_OFFICER: "own", COMMUNE_LEADER: "agency"},
    # one's own last act, inside a window, while nothing has followed it (dossiers/undoable.py)
    "dossier.undo": {**_OFFICE},
    "dossier.rate": {CITIZEN: "own", COMMUNITY_MEMBER: "own", COMMUNITY_LEADER: "own", API_CLIENT: "own"},
    # lists behind public figures: codes and times for all, more for those who may see the dossiers
    "statistics.view": dict.fromkeys(ROLES, "public"),
    # statutory reports: officers of their agency, leaders of those under it, the control office of all
    "reports.read": {
        SINGLE_WINDOW_OFFICER: "agency",
        SPECIALIST_OFFICER: "agency",
        COMMUNE_LEADER: "below",
        PROVINCE_LEADER: "below",
        PROCEDURE_CONTROL_OFFICER: "all",
        SYSTEM: "all",
    },
    # signals of possible harm to figures: a unit sees and answers its own, the control office sees and reviews all
    "signals.read": {
        **_OFFICE,
        PROVINCE_LEADER: "below",
        PROCEDURE_CONTROL_OFFICER: "all",
        SYSTEM: "all",
    },
    "signals.answer": {**_OFFICE},
    "signals.review": {PROVINCE_LEADER: "below", PROCEDURE_CONTROL_OFFICER: "all"},
    # figures of a period that is over, sealed with a hash; a correction is a new version
    "period.seal": {PROCEDURE_CONTROL_OFFICER: "all", SYSTEM: "all"},
    # one's own saved reports, sent to others who may see them
    "reports.keep": {
        SINGLE_WINDOW_OFFICER: "agency",
        SPECIALIST_OFFICER: "agency",
        COMMUNE_LEADER: "below",
        PROVINCE_LEADER: "below",
        PROCEDURE_CONTROL_OFFICER: "all",
    },
    # the index of 100 points and the nine indicators: values that the product does not hold are entered by hand; an
    # officer sees what is told of her agency and of herself, a leader what is told of the unit
    "index.read": {
        **_OFFICE,
        PROVINCE_LEADER: "below",
        PROCEDURE_CONTROL_OFFICER: "all",
        ADMINISTRATOR: "below",
        SYSTEM: "all",
    },
    "index.enter": {PROCEDURE_CONTROL_OFFICER: "all", ADMINISTRATOR: "below", SYSTEM: "all"},
    "evaluation.read": {
        SINGLE_WINDOW_OFFICER: "own",
        SPECIALIST_OFFICER: "own",
        COMMUNE_LEADER: "agency",
        PROVINCE_LEADER: "below",
        PROCEDURE_CONTROL_OFFICER: "all",
        SYSTEM: "all",
    },
    "community.manage": {COMMUNITY_LEADER: "own", COMMUNE_LEADER: "agency", ADMINISTRATOR: "agency"},
    # free questions on the night's copy, which holds nobody
    "questions.ask": {PROCEDURE_CONTROL_OFFICER: "all", SYSTEM: "all"},
    "target.set": {PROVINCE_LEADER: "below", PROCEDURE_CONTROL_OFFICER: "below"},
    # what is set for an agency, to its units and posts
    "target.hand_down": {PROVINCE_LEADER: "below", PROCEDURE_CONTROL_OFFICER: "below", COMMUNE_LEADER: "below"},
    # the day's money at a counter, and the register of certified copies
    "till.view": {SINGLE_WINDOW_OFFICER: "agency", COMMUNE_LEADER: "agency"},
    "till.close": {SINGLE_WINDOW_OFFICER: "agency"},
    "certification.enter": {SINGLE_WINDOW_OFFICER: "agency"},
    "certification.view": {SINGLE_WINDOW_OFFICER: "agency", COMMUNE_LEADER: "agency"},
    # one dossier recomputed from its journal: codes and times, no person's name
    "journal.replay": {PROVINCE_LEADER: "below", PROCEDURE_CONTROL_OFFICER: "below", ADMINISTRATOR: "below", **_OFFICE},
    # what a provincial council decided, at one's own agency and those below
    "fee.set": {ADMINISTRATOR: "below", PROCEDURE_CONTROL_OFFICER: "below", SYSTEM: "all"},
    # the working calendar of the province, by a decision
    "calendar.change": {PROCEDURE_CONTROL_OFFICER: "all", SYSTEM: "all"},
    "procedure.publish": {PROCEDURE_CONTROL_OFFICER: "all", SYSTEM: "all"},
    # warnings, escalation, the hour of hand-over: one rule for the province
    "watch.set": {PROCEDURE_CONTROL_OFFICER: "all", SYSTEM: "all"},
    "process.publish": {PROCEDURE_CONTROL_OFFICER: "all", SYSTEM: "all"},
    "form.publish": {PROCEDURE_CONTROL_OFFICER: "all", SYSTEM: "all"},
    "notice.set": {PROCEDURE_CONTROL_OFFICER: "all", SYSTEM: "all"},
    "announcement.set": {PROCEDURE_CONTROL_OFFICER: "all", ADMINISTRATOR: "below", SYSTEM: "all"},
    # a code for a new password to somebody with an identity paper at the counter
    "account.reset_at_counter": {SINGLE_WINDOW_OFFICER: "all"},
    "account.manage": {ADMINISTRATOR: "below", SYSTEM: "all"},
    # posts, working hours, days off, fees of its own, templates, openings
    "unit.manage": {ADMINISTRATOR: "below", SYSTEM: "all"},
    "file.upload": {role: "own" for role in ROLES if role != ANONYMOUS},
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Over what an act is allowed: `kind` is own, agency, below, all, public or none."""

    kind: str
    agency: str = ""
    account_id: int | None = None


def scope(act: str, actor: Actor) -> Scope:
    """The scope of an act for an actor; kind `none` when the table has no line."""
    try:
        row = TABLE[act]
    except KeyError:
        raise LookupError(f"the access table has no act {act!r}") from None
    kind = row.get(actor.role, "none")
    if kind in ("agency", "below") and not actor.agency:
        kind = "none"
    if kind == "own" and actor.account_id is None:
        kind = "none"
    return Scope(kind, actor.agency, actor.account_id)


def may_ever(act: str, actor: Actor) -> bool:
    """True when the role may do the act in some scope."""
    return scope(act, actor).kind != "none"


def require(act: str, actor: Actor) -> Scope:
    """The scope, or NotAllowed."""
    found = scope(act, actor)
    if found.kind == "none":
        raise NotAllowed("act.not_allowed", act=act, role=actor.role)
    return found


def roles_for(act: str) -> frozenset[str]:
    """Every role that may do the act in some scope."""
    return frozenset(TABLE[act])
