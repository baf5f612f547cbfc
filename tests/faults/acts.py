"""The commands under test, and how it is known whether what one does is on record."""

from dataclasses import dataclass
from typing import Callable

from workshop import FISH, OYSTER

# A public key of nobody's.
NEW_ROOT = "PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw="


@dataclass
class Act:
    name: str
    words: Callable  # of a Place and the Workshop
    table: str = ""  # grows when the act is recorded
    file: str = ""   # below the place, made by the act; may hold a *
    reads: bool = False
    again: tuple = (0, 6)  # exit codes of the same command once more: done, or done before

    def is_done(self, before, after, place):
        """None: an act that records nothing."""
        if self.table == "print_job":
            # A job whose labels were all cancelled when it failed is none: the answer says so, and it may be asked again.
            return len(standing_jobs(after)) > len(standing_jobs(before))
        if self.table:
            return len(after.rows(self.table)) > len(before.rows(self.table))
        if self.file:
            return self.made_file(place)
        return None

    def made_file(self, place):
        return any(place.folder.glob(self.file))


def standing_jobs(snapshot):
    cancelled = set(snapshot.column("print_outcome", "job_id", "kind", "first_label", "last_label"))
    return [job for job, labels in snapshot.column("print_job", "id", "labels") if (job, "voided", 1, labels) not in cancelled]


def _print(codes, name, template="roll-60x40-seal"):
    return lambda place, _: ["label", "print", place.facts["valid"]["short_code"], "--template", template,
                             "--codes", codes, "--count", "3", "--out", place.out / name,
                             "--passphrase-file", place.passphrase]


def _add_product(place, _):
    return ["product", "add", "--id", "PX9", "--cooperative", "C01", "--name", "Khô cá thử", "--sample", "yes"]


ACTS = [
    Act("lot-issue", lambda place, shop: shop.issue_words(OYSTER, place), "lot"),
    Act("label-print", _print("item_seal", "labels.pdf"), "print_job"),
    Act("label-print-link", _print("item_link", "links.pdf", "a4-65-link"), "print_job"),
    Act("label-print-zpl", lambda place, shop: [*_print("lot_seal", "labels.zpl")(place, shop), "--format", "zpl"],
        "print_job"),
    Act("label-reprint", lambda place, _: ["label", "reprint", place.facts["job"], "--reason", "giấy kẹt", "--out",
                                           place.out / "again.pdf", "--passphrase-file", place.passphrase], "print_job"),
    Act("label-resume", lambda place, _: ["label", "resume", place.facts["killed_job"], "--passphrase-file",
                                          place.passphrase], "printed_part"),
    Act("label-done", lambda place, _: ["label", "done", place.facts["job"], "--printed", "1..2", "--void-rest",
                                        "hỏng"], "print_outcome"),
    Act("label-void", lambda place, _: ["label", "void", place.facts["valid"]["short_code"], "--first", "1",
                                        "--reason", "rách"], "void_range"),
    Act("lot-recall", lambda place, _: ["lot", "recall", place.facts["voided"]["short_code"], "--reason", "mốc",
                                        "--confirm", place.facts["voided"]["lot"]], "recall"),
    Act("lot-cancel", lambda place, _: ["lot", "cancel", place.facts["mistaken"]["short_code"], "--reason", "nhầm"],
        "lot_cancellation"),
    Act("event-add", lambda place, _: ["event", "add", "harvest", "--cooperative", "C01", "--lot", "TH-9=12 kg",
                                       "--goods", "Cá"], "event", again=(0, 5, 6)),
    Act("event-correct", lambda place, _: ["event", "correct", place.facts["event"], "--reason", "nhầm"], "event_error",
        again=(0, 5, 6)),
    Act("import-lots", lambda place, _: ["import", "lots", place.folder / "lots.csv", "--passphrase-file",
                                         place.passphrase], "lot"),
    Act("link-add", lambda place, _: ["link", "add", "--gtin", FISH, "--type", "gs1:pip", "--url",
                                      "https://example.vn/ca", "--title", "Cá"], "link"),
    Act("link-remove", lambda place, _: ["link", "remove", "1"], "removed", again=(0, 5, 6)),
    Act("import", lambda place, _: ["import", "products", place.folder / "products.csv", "--update"], "record"),
    Act("product-add", _add_product, "record"),
    Act("key-rotate", lambda place, _: ["key", "rotate", "--cooperative", "C01", "--passphrase-file",
                                        place.passphrase], "issuer_key"),
    Act("key-retire", lambda place, _: ["key", "retire", place.facts["other_key"], "--reason", "đổi máy"],
        "issuer_key_status"),
    Act("roots-rotate", lambda place, _: ["roots", "rotate", "--add", f"moi={NEW_ROOT}"],
        file="works/trust/pending/roots"),
    # Users and tokens stand in a file of their own; the act is in the journal.
    Act("user-add", lambda *_: ["user", "add", "lan", "--role", "viewer"], "act", again=(0, 3, 6)),
    Act("token-add", lambda *_: ["token", "add", "Kho", "--role", "viewer"], "act"),
    Act("trust-sign", lambda place, shop: ["trust", "sign", *shop.roots_words(place)], "trust_note"),
    Act("bundle-build", lambda place, _: ["bundle", "build", "--out", place.out / "today.bundle",
                                            "--passphrase-file", place.passphrase],
        file="out/today.bundle"),
    Act("bundle-build-here", lambda place, _: ["bundle", "build", "--passphrase-file", place.passphrase],
        file="works/bundles/offline-*.bundle"),
    Act("log-prove", lambda place, _: ["log", "prove", place.facts["valid"]["short_code"], "--out",
                                       place.out / "receipt"], file="out/receipt"),
    Act("evidence-add", lambda place, _: ["evidence", "add", place.folder / "paper.pdf", "--of", f"event/{place.facts['event']}",
                                          "--title", "Phiếu thử"], "evidence"),
    Act("product-picture", lambda place, _: ["product", "picture", "P01", place.folder / "photo.png"], "record"),
    Act("partner-add", lambda *_: ["partner", "add", "--id", "MUA9", "--name", "Cửa hàng", "--as", "buyer", "--cooperative",
                                   "C01"], "partner"),
    Act("roll-print", lambda place, _: ["roll", "print", FISH, "--template", "roll-50x30-code", "--count", "3", "--out",
                                        place.out / "roll.pdf"], "roll"),
    Act("inspector-add", lambda *_: ["inspector", "add", "Nguyễn Thị Lan"], "act"),
    Act("printer-add", lambda place, _: ["printer", "add", "--id", "zebra", "--language", "zpl"], "printer"),
    Act("scan", lambda place, _: ["verify", place.facts["valid"]["url"], "--record-scan", "Cà Mau"], "scan"),
    Act("poster", lambda place, _: ["label", "poster", FISH, "--out", place.out / "poster.pdf"],
        file="out/poster.pdf"),
    Act("scan-export", lambda place, _: ["export", "scans", "--out", place.out / "scans.xlsx"],
        file="out/scans.xlsx"),
    Act("test-page", lambda place, _: ["label", "test-page", "--template", "roll-60x40-seal", "--out",
                                       place.out / "page.pdf"], file="out/page.pdf"),
    Act("preview", lambda place, _: ["template", "preview", "roll-60x40-seal", "--out", place.out / "label.png"],
        file="out/label.png"),
    Act("backup-create", lambda place, _: ["backup", "create", place.out / "backup", "--passphrase-file",
                                           place.passphrase], file="out/backup/backups/2*"),
    Act("backup-restore", lambda place, _: ["backup", "restore", place.folder / "backups", "--to", place.folder /
                                            "restored", "--old", place.works, "--passphrase-file", place.passphrase],
        file="restored/temgoc.toml"),
    Act("doctor-mend", lambda *_: ["doctor", "--mend"], again=(0, 3)),
    # What a killed one left is named, and the next takes another folder.
    Act("init", lambda place, shop: ["init", place.folder / "new", "--realm", "moi.example.vn", "--root-keys",
                                     place.folder / "new-root-keys", "--root-passphrase-file",
                                     place.folder / "root-passphrase"], file="new/temgoc.toml", again=(0, 3, 6)),
    Act("lot-list", lambda place, _: ["lot", "list"], reads=True),
    Act("verify", lambda place, _: ["verify", place.facts["valid"]["url"]], reads=True),
    Act("log-check", lambda place, _: ["log", "check"], reads=True),
]
BY_NAME = {act.name: act for act in ACTS}
CHANGES = [act for act in ACTS if not act.reads]
