"""The words and numbers of `dossiers replay`."""

import json
import time
from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandError, OutputWrapper

from motcua.dossiers.replay import Difference
from motcua.flows.replaying import (
    SINCE,
    Story,
    Tally,
    count_dossiers,
    one_sight,
    replay_and_count,
    replay_one,
    written,
)
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible


def add_arguments(parser: ArgumentParser) -> None:
    """Of the command."""
    parser.add_argument("code", nargs="?", default="", help="one dossier: its events and what each changed")
    parser.add_argument("--all", action="store_true", help="every dossier, and the figures of every agency and month")
    parser.add_argument("--agency", default=None, metavar="CODE", help="with --all: dossiers of one agency, no figures")
    parser.add_argument("--limit", type=int, default=None, metavar="N", help="with --all: the first N, no figures")
    parser.add_argument("--no-figures", action="store_true", help="with --all: leave the figures out")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")


def run(options: Mapping[str, Any], out: OutputWrapper, tell: OutputWrapper) -> None:
    """Replay; CommandError (exit 1) on any difference."""
    if bool(options["code"]) == options["all"]:
        raise CommandError("say one: dossiers replay CODE, or dossiers replay --all")
    if options["limit"] is not None and options["limit"] < 1:
        raise CommandError("--limit counts from 1")
    with one_sight():
        if options["code"]:
            _one(options["code"], out, as_json=options["json"])
        else:
            _all(options, out, tell)


def _one(code: str, out: OutputWrapper, *, as_json: bool) -> None:
    try:
        story = replay_one(code)
    except LookupError:
        raise CommandError(f"there is no dossier {code}") from None
    found = story.outcome
    if as_json:
        tally = Tally()
        tally.add(found)
        out.write(json.dumps({"code": code, **tally.as_data()}, ensure_ascii=False))
    else:
        _tell_story(story, out)
        for one in found.differences:
            out.write(sentence(one))
        for missing in found.missing:
            out.write(
                f"{code}: {missing.column}: not recomputable, event {missing.event} was told before version {SINCE}"
            )
        out.write(f"{code}: {len(found.differences)} differences" if found.differences else f"{code}: equal")
    if found.differences:
        raise CommandError(f"{code} is not what its journal tells")


def _tell_story(story: Story, out: OutputWrapper) -> None:
    for turn in story.turns:
        changed = ", ".join(f"{name} {written(after)}" for name, (_, after) in turn.changed.items())
        undone = " (undone)" if turn.undone else ""
        at = clock.local(turn.told.at).isoformat(timespec="minutes")
        out.write(f"{turn.told.number:>4} {at} {turn.told.type}{undone}{': ' if changed else ''}{changed}")


def sentence(one: Difference) -> str:
    """A difference in one line."""
    here, there = written(one.stored), written(one.replayed)
    if one.against_rules:
        return f"{one.code}: {one.column}: event {one.event} says {here}, the rules give {there}"
    event = f" (event {one.event})" if one.event else ""
    return f"{one.code}: {one.column}: stored {here}, the journal gives {there}{event}"


def _all(options: Mapping[str, Any], out: OutputWrapper, tell: OutputWrapper) -> None:
    began = last = time.monotonic()
    try:
        total = count_dossiers(options["agency"])
    except NotVisible:
        raise CommandError(f"there is no agency {options['agency']}") from None
    if options["limit"] is not None:
        total = min(total, options["limit"])

    def progress(tally: Tally) -> None:
        nonlocal last
        if time.monotonic() - last >= 2:
            last = time.monotonic()
            rate = tally.dossiers / (last - began)
            tell.write(f"{tally.dossiers} of {total} replayed, {tally.different} differ, {rate:.0f} a second")
            tell.flush()

    tally = replay_and_count(
        options["agency"], limit=options["limit"], with_figures=not options["no_figures"], progress=progress
    )
    if options["json"]:
        out.write(json.dumps(tally.as_data(), ensure_ascii=False))
    else:
        _tell_tally(tally, out, time.monotonic() - began)
    if not tally.is_equal:
        raise CommandError(
            f"{tally.different} of {tally.dossiers} dossiers and {len(tally.figures)} figures "
            "are not what the journal tells."
        )


def _tell_tally(tally: Tally, out: OutputWrapper, seconds: float) -> None:
    for one in tally.told:
        out.write(sentence(one))
    if sum(tally.by_column.values()) > len(tally.told):
        out.write("… and more: ask for one dossier with dossiers replay CODE")
    for figure in tally.figures:
        whose = figure.agency or "all agencies"
        scope = "" if figure.own else " with its units"
        out.write(
            f"{whose}{scope}, {figure.month}: {figure.figure}: reported {figure.reported}, "
            f"the journal gives {figure.recounted}"
        )
    if tally.by_column:
        out.write("different by column: " + ", ".join(f"{name} {n}" for name, n in tally.by_column.most_common()))
    if tally.incomplete:
        columns = ", ".join(f"{name} {n}" for name, n in tally.missing.most_common())
        out.write(
            f"not recomputable since told before version {SINCE}: {tally.incomplete} dossiers ({columns}); "
            "what they tell is taken as it stands"
        )
    figures = f"figures that differ {len(tally.figures)}" if tally.figures_compared else "figures not compared"
    out.write(
        f"dossiers {tally.dossiers}: equal {tally.equal}, different {tally.different}; {figures}; {seconds:.1f} s"
    )
