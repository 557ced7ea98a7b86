"""Tiles and small multiples: title and description, one scale, a gap where nothing is known, nothing unescaped."""

import re

from motcua.desks.shell.parts import Tile
from motcua.desks.shell.templatetags.mc.boards import multiple, tiles


def test_tiles_are_links_with_a_name_in_rows_of_three():
    shown = [Tile(f"Xã {n}", "92,6", f"Xã {n}: 92,56 %", f"/bang/{n}", n % 6) for n in range(7)]
    drawn = tiles(shown, "Huyện Lạc Thủy", "7 đơn vị")
    assert drawn.count("<a href=") == 7
    assert 'width="298" height="142"' in drawn
    title, described = re.search(r'aria-labelledby="(\w+)" aria-describedby="(\w+)"', drawn).groups()
    assert f'<title id="{title}">Huyện Lạc Thủy</title><desc id="{described}">7 đơn vị</desc>' in drawn
    assert "<title>Xã 3: 92,56 %</title>" in drawn
    assert [int(one) for one in re.findall(r'class="h(\d)"', drawn)] == [0, 1, 2, 3, 4, 5, 0]


def test_a_long_name_is_squeezed_and_a_strange_one_escaped():
    drawn = tiles([Tile('Tam Dương "Bắc" <x>', "–", 'a "b" <c>', '/?a="&b')], "<t>", "<d>")
    assert "textLength" in drawn
    assert "<x>" not in drawn
    assert "<c>" not in drawn
    assert 'href="/?a=&quot;&amp;b"' in drawn
    assert tiles([], "t", "d") == ""


def test_a_multiple_keeps_to_its_scale_and_leaves_gaps():
    drawn = multiple([100, 90, None, None, 80, 60], 60, 100, "Xã An Nghĩa", "01 100, 02 90", "60", 90)
    assert drawn.count("<polyline") == 2
    points = [
        tuple(map(float, one.split(","))) for line in re.findall(r'points="([^"]+)"', drawn) for one in line.split()
    ]
    heights = [y for _, y in points]
    assert heights == sorted(heights)  # the lower the value, the further down
    assert (heights[0], heights[-1]) == (6.0, 54.0)
    assert ">60</text>" in drawn
    assert 'class="goal"' in drawn
    assert "<title" in drawn
    assert "<desc" in drawn


def test_one_month_alone_is_a_dot_and_nothing_is_a_dash():
    alone = multiple([None, 95, None], 90, 100, "t", "d", "95")
    assert "<polyline" not in alone
    assert alone.count("<circle") == 2
    assert "svg" not in multiple([None, None], 0, 100, "t", "d")
    outside = multiple([120, -5], 0, 100, "t", "d", "", 150)
    assert 'class="goal"' not in outside
    assert all(6 <= float(y) <= 54 for y in re.findall(r",([\d.]+)", re.search(r'points="([^"]+)"', outside).group(1)))
