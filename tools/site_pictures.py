"""`python -m tools.site_pictures`: the pages of the site that docs/ shows, taken of the demo in Chromium into docs/pictures."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from dragoman.keep import open_case
from dragoman.model.wanted import Wanted
from eval.cases import DEMO_DAY, EXAMPLES, readings_of
from tests.keep.test_record import made
from tests.web.live import chromium, served

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
WIDE, NARROW = (1280, 900), (390, 844)
REPORT = "01-wire-alert.txt"


def main() -> int:
    with TemporaryDirectory() as folder:
        file = made(Path(folder, "demo.case"), readings_of(EXAMPLES, DEMO_DAY))
        with open_case(file) as case:
            (event,) = case.look.happenings(Wanted(sort="sources", limit=1))
            report = next(each.id for each in case.reports() if each.external_id == REPORT)
        shots = {
            "situation": ("/", WIDE), "situation-narrow": ("/", NARROW), "report": (f"/report/{report}", WIDE), "event": (f"/event/{event.id}", WIDE),
            "network": ("/network", WIDE), "map": ("/map", WIDE),
        }  # fmt: skip
        with served(file) as base, chromium() as browser:
            for name, (path, (width, height)) in shots.items():
                page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce")
                page.goto(base + path, wait_until="networkidle")
                page.wait_for_selector("figure[data-src][data-state=loading]", state="detached")
                page.screenshot(path=PICTURES / f"{name}.png")
                page.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
