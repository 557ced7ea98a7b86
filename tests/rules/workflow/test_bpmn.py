"""BPMN 2.0 out and in: the same steps come back; what is not claimed is refused by name."""

import re
from functools import cache

import pytest

from motcua.flows.country_pack import packaged
from motcua.flows.country_pack import read as read_pack
from motcua.kernel.errors import Invalid
from motcua.workflow import bpmn
from motcua.workflow.rules import read_steps


@cache
def the_pack():
    return read_pack(packaged())


HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">'


def refused(body):
    with pytest.raises(Invalid) as found:
        bpmn.read(body if isinstance(body, bytes) else body.encode())
    return [(error.code, error.facts) for error in found.value.errors]


def a_file(*elements, flows=()):
    arrows = "".join(
        f'<sequenceFlow id="f{at}" sourceRef="{source}" targetRef="{target}"/>'
        for at, (source, target) in enumerate(flows)
    )
    return f'{HEAD}<process id="p" name="Quy trình">{"".join(elements)}{arrows}</process></definitions>'


START, END = '<startEvent id="s"/>', '<endEvent id="e"/>'


def test_every_process_of_the_pack_comes_back_as_it_went_out():
    for one in the_pack().processes:
        steps = read_steps(one.steps)
        found = bpmn.read(bpmn.write(one.key, one.name_vi, steps))
        assert (found.name, read_steps(found.rows)) == (one.name_vi, steps), one.key


def test_lanes_gateways_and_a_drawing_are_written():
    steps = next(one.steps for one in the_pack().processes if one.key == "building_permit")
    body = bpmn.write("building_permit", "Giấy phép xây dựng", read_steps(steps)).decode()
    assert len(re.findall("<bpmn:lane ", body)) == 5
    assert len(re.findall("<bpmn:userTask ", body)) == len(steps)
    assert {"exclusiveGateway", "parallelGateway"} <= set(re.findall(r"\w+Gateway", body))
    drawn = set(re.findall(r'bpmnElement="([^"]+)"', body))
    assert set(re.findall(r'<bpmn:(?:userTask|sequenceFlow|lane|\w+Gateway|\w+Event) id="([^"]+)"', body)) <= drawn


def test_a_drawing_of_somebody_else_is_read_as_far_as_it_goes():
    body = a_file(
        START,
        '<laneSet id="l"><lane id="l1" name="specialist_economy"><flowNodeRef>Task-1</flowNodeRef></lane></laneSet>',
        '<task id="Task-1" name="Thẩm định"><documentation>175/2024/NĐ-CP</documentation></task>',
        '<exclusiveGateway id="g1"/><exclusiveGateway id="g2"/><userTask id="t2" name="Thực địa"/>',
        END,
        flows=[("s", "Task-1"), ("Task-1", "g1"), ("g1", "t2"), ("t2", "g2"), ("g1", "g2"), ("g2", "e")],
    )
    first, second = bpmn.read(body.encode()).rows
    assert first == {
        "key": "task_1",
        "act": "forward",
        "post": "specialist_economy",
        "role": "specialist_officer",
        "name_vi": "Thẩm định",
        "name_en": "",
        "hours": None,
        "ground": "175/2024/NĐ-CP",
    }
    assert (second["name_vi"], second["optional"]) == ("Thực địa", True)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("hello", "bpmn.not_xml"),
        (HEAD, "bpmn.not_xml"),
        ("<html/>", "bpmn.not_bpmn"),
        (f"{HEAD}</definitions>", "bpmn.no_process"),
        (f'{HEAD}<process id="a"/><process id="b"/></definitions>', "bpmn.several_processes"),
        (a_file("<task id='t'/>"), "bpmn.no_start"),
        (a_file(START, END, flows=[("s", "e")]), "bpmn.no_tasks"),
        (a_file(START, "<task id='t'/>", flows=[("s", "x")]), "bpmn.flow_nowhere"),
        (a_file(START, "<task id='t' name='Một mình'/>"), "bpmn.unreached"),
        (a_file(START, "<task id='t'/><task id='u'/>", flows=[("s", "t"), ("t", "u"), ("u", "t")]), "bpmn.loop"),
        ('<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', "bpmn.entities"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', "bpmn.entities"),
        (b" " * (bpmn.MOST_BYTES + 1), "bpmn.too_big"),
    ],
)
def test_what_cannot_be_read_is_said(body, code):
    assert refused(body)[0][0] == code


def test_elements_that_are_not_claimed_are_refused_by_name():
    body = a_file(START, "<scriptTask id='t'/><boundaryEvent id='b'/>", "<inclusiveGateway id='g'/>", END)
    assert [facts["element"] for code, facts in refused(body)] == ["scriptTask", "boundaryEvent", "inclusiveGateway"]
    other = f'{HEAD}<process id="p"><x:task xmlns:x="urn:other" id="t"/></process></definitions>'
    assert refused(other) == [("bpmn.unknown_element", {"element": "task"})]


def test_fifty_megabytes_are_refused_before_they_are_parsed():
    assert refused(b"<" * 50_000_000)[0][1] == {"size": "50,0", "most": 2}


def test_depth_and_odd_numbers_break_nothing():
    deep = f'{HEAD}<process id="p">{"<laneSet>" * 40_000}{"</laneSet>" * 40_000}</process></definitions>'
    assert refused(deep)[0][0] == "bpmn.no_start"
    own = (
        '<task id="t"><extensionElements><m:step xmlns:m="https://motcua.example/bpmn/1" key="1" hours="²" '
        f'warn="{"9" * 9000}"/></extensionElements></task>'
    )
    row = bpmn.read(a_file(START, own, flows=[("s", "t")]).encode()).rows[0]
    assert (row["key"], row["hours"], "warn" in row) == ("step_1", None, False)
