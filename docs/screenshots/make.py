"""Takes the pictures of the help pages from a demo that is being served; run by hand when pages have changed.

    ./run demo --port 8000                                  # in another window
    .venv/bin/python docs/screenshots/make.py http://127.0.0.1:8000

Each picture is of a real page, in both languages, at most 60 KB: `src/motcua/static/help/NAME.LANGUAGE.webp`. A page
that does not answer is named, and its old picture stays.
"""

import io
import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

TARGET = Path(__file__).resolve().parents[2] / "src" / "motcua" / "static" / "help"
PASSWORD = "motcua-demo-2026"  # noqa: S105 — the demo's passwords are public on purpose
MOST_BYTES = 60 * 1024
PHONE, DESK = (360, 640), (1280, 720)


@dataclass(frozen=True)
class Shot:
    """One picture: who looks, where; `follow` is a link (CSS) opened there first."""

    name: str
    user: str
    path: str
    follow: str = ""
    size: tuple[int, int] = DESK


SHOTS = (
    Shot("citizen-procedure", "", "/thu-tuc/1.001193/", size=PHONE),
    Shot("citizen-step", "congdan", "/nop/1.001193/", follow="main form button.btn", size=PHONE),
    Shot("citizen-dossier", "congdan", "/ho-so/", follow="main a[href^='/ho-so/H']", size=PHONE),
    Shot("counter-walk-in", "motcua.lacthuy", "/quay/"),
    Shot("counter-fast-lane", "motcua.lacthuy", "/quay/chung-thuc/"),
    Shot("counter-waiting", "motcua.lacthuy", "/quay/cho-tiep-nhan/"),
    Shot("counter-till", "motcua.lacthuy", "/quay/quy/"),
    Shot("officer-queue", "tuphap.lacthuy", "/viec/"),
    Shot("officer-dossier", "tuphap.lacthuy", "/viec/", follow="tbody a.stay"),
    Shot("leader-waiting", "chutich.lacthuy", "/lanh-dao/cho-ky/"),
    Shot("leader-board", "lanhdao.phutho", "/lanh-dao/"),
    Shot("manage-unit", "quantri.lacthuy", "/quan-tri/don-vi/"),
    Shot("manage-people", "quantri.lacthuy", "/quan-tri/nhan-su/"),
    Shot("manage-procedures", "kiemsoat.phutho", "/quan-tri/thu-tuc/"),
    Shot("community-group", "totruong.lacthuy", "/to-cong-nghe/"),
)


def small(png: bytes, width: int) -> bytes:
    """The picture as WebP, as good as fits into MOST_BYTES."""
    with Image.open(io.BytesIO(png)) as image:
        picture = image.convert("RGB")
        if picture.width > width:
            picture = picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)
        for quality in (82, 72, 62, 50, 38):
            made = io.BytesIO()
            picture.save(made, "WEBP", quality=quality, method=6)
            if made.tell() <= MOST_BYTES:
                break
        return made.getvalue()


def sign_in(page: Page, address: str, user: str) -> None:
    """By the sign-in page, as anybody would."""
    page.goto(f"{address}/dang-nhap/")
    page.locator("input[name=username]").fill(user)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button.btn").first.click()
    page.wait_for_load_state()


def take(browser: Browser, address: str, language: str, wanted: set[str]) -> list[str]:
    """All pictures in one language; returns what went wrong."""
    troubles = []
    for user in dict.fromkeys(shot.user for shot in SHOTS):
        context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", device_scale_factor=1.5)
        context.add_cookies([{"name": "language", "value": language, "url": address}])
        context.set_default_timeout(20_000)
        page = context.new_page()
        if user:
            sign_in(page, address, user)
        for shot in (one for one in SHOTS if one.user == user and (not wanted or one.name in wanted)):
            try:
                page.set_viewport_size({"width": shot.size[0], "height": shot.size[1]})
                answer = page.goto(f"{address}{shot.path}")
                if answer is None or not answer.ok:
                    raise RuntimeError(f"{shot.path} answers {answer and answer.status}")
                if shot.follow:
                    page.locator(shot.follow).first.click()
                    page.wait_for_load_state("networkidle")
                picture = small(page.screenshot(), 960 if shot.size == DESK else 480)
                (TARGET / f"{shot.name}.{language}.webp").write_bytes(picture)
                print(f"{shot.name}.{language}: {len(picture)} bytes")
            except Exception as fault:  # noqa: BLE001 — told at the end, the other pictures go on
                troubles.append(f"{shot.name}.{language}: {str(fault).splitlines()[0]}")
        context.close()
    return troubles


def main() -> None:
    """ADDRESS [NAME …]: all pictures, or those named."""
    address, wanted = sys.argv[1].rstrip("/"), set(sys.argv[2:])
    TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
        )
        troubles = [line for language in ("vi", "en") for line in take(browser, address, language, wanted)]
        browser.close()
    for line in troubles:
        print(line, file=sys.stderr)
    sys.exit(1 if troubles else 0)


main()
