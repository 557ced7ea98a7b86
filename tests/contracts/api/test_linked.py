"""A linked service by the API: one call, several dossiers, one answer."""

BIRTH = "2.000986"


def test_the_example_of_a_linked_service_can_be_submitted_as_it_stands(api):
    status, made = api.call("post", "/dossiers", api.example(BIRTH), role="citizen", HTTP_IDEMPOTENCY_KEY="linked-1")
    assert status == 201, made
    assert [one["procedure"] for one in made["members"]] == ["1.001193", "1.004222", "X.hi_child"]
    assert made["code"] == made["members"][0]["code"]
    assert made["members"][1]["after"] == [made["code"]]
    assert made["members"][1]["waits"]
    again = api.call("post", "/dossiers", api.example(BIRTH), role="citizen", HTTP_IDEMPOTENCY_KEY="linked-1")[1]
    assert (again["code"], again["pin"]) == (made["code"], made["pin"])
    status, seen = api.call("get", f"/dossiers/{made['members'][2]['code']}", role="citizen")
    assert status == 200
    assert seen["agency"] == "H44.BHXH"
    assert seen["bundle"]["code"] == made["code"]
    assert len(seen["bundle"]["members"]) == 3
    assert seen["bundle"]["ends_at"]
    status, problem = api.call(
        "post", f"/dossiers/{made['members'][1]['code']}/actions/receive", {}, role="single_window_officer"
    )
    assert (status, problem["code"]) == (409, "bundle.waits")


def test_a_part_is_left_out_with_a_word(api):
    body = {**api.example(BIRTH), "left_out": {"hi": "Trẻ đã có thẻ"}}
    status, made = api.call("post", "/dossiers", body, role="citizen")
    assert status == 422, "the questions of what is left out are not asked"
    assert {error["path"] for error in made["errors"]} <= {f"answers.{key}" for key in body["answers"]}
    body["answers"] = {key: value for key, value in body["answers"].items() if not key.startswith("hi_")}
    status, made = api.call("post", "/dossiers", body, role="citizen")
    assert status == 201, made
    assert len(made["members"]) == 2


def test_an_ordinary_dossier_has_no_members(api):
    status, made = api.call("post", "/dossiers", api.example(), role="citizen")
    assert status == 201
    assert not made.get("members")
