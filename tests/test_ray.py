"""Ray, with a real cluster of two worker processes on this machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from cleantext import CleantextError, chain, clean
from cleantext.adapters.batch import ENCODING, ERROR, FINDINGS, RULES
from cleantext.cli import main
from cleantext.settings import SETTINGS
from tests.test_batch import FINE, HARM, TWO

ray = pytest.importorskip("ray", reason="ray is not installed")
pytest.importorskip("ray.data", reason="ray[data] is not installed")
pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
from cleantext.adapters import engine  # noqa: E402 (needs pyarrow)
from cleantext.adapters.part_work import clean_part  # noqa: E402 (needs pyarrow)
from cleantext.adapters.parts import Part  # noqa: E402 (needs pyarrow)
from cleantext.adapters.ray import Clean, findings  # noqa: E402 (needs ray)
from cleantext.adapters.ray_run import in_order  # noqa: E402 (needs ray)

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module", autouse=True)
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", f"{ROOT}{os.pathsep}{ROOT / 'tests'}")  # for functions of this module
        ray.init("local", num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR",
                 object_store_memory=100 * 2**20)  # fmt: skip
        ray.data.DataContext.get_current().enable_progress_bars = False
        yield
        ray.shutdown()


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """JSON lines and Parquet, more than one part each."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(engine, "SIZE", 1500)
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    texts = [HARM, FINE, TWO, "", f"{HARM}\n{TWO}"]
    lines = [json.dumps({"id": f"n{n}", "text": f"{texts[n % 5]}{n}"}, ensure_ascii=False) for n in range(40)]
    (folder / "lines.jsonl").write_text("\n".join([*lines[:20], "{broken", *lines[20:]]), "utf-8")
    table = pa.table({"id": [f"p{n}" for n in range(60)], "text": [f"{texts[n % 3]}{n}" for n in range(60)]})
    pq.write_table(table, folder / "sub" / "rows.parquet", row_group_size=7)
    return folder


def run(*arguments: str, out: str = "out") -> int:
    return main(["clean", *arguments, "--out", out, "--engine", "ray", "--quiet"])


def parts(folder: str, pattern: str) -> list[Path]:
    return sorted(Path(folder).glob(pattern))


def held(folder: str) -> dict[str, bytes]:
    found = (path for path in Path(folder).rglob("*") if path.is_file() and path.name != "summary.json")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(found)}


def test_a_dataset_in_order() -> None:
    texts = [f"{HARM}{n}" for n in range(50)]
    dataset = ray.data.from_items([{"id": n, "text": text} for n, text in enumerate(texts)], override_num_blocks=7)
    cleaned = Clean().dataset(dataset, batch_size=3).materialize()
    assert cleaned.schema().names == ["id", "text", ENCODING, FINDINGS, RULES, ERROR]
    assert [(row["id"], row["text"]) for row in cleaned.take_all()] == [(n, clean(t).text) for n, t in enumerate(texts)]
    found = findings(cleaned, "id").take_all()
    assert [(row["id"], row["rule"], row["found"]) for row in found] == [
        (n, f.rule, f.found) for n, text in enumerate(texts) for f in clean(text).findings if f.rule != "outside_speech"
    ]


def test_a_dataset_cut_into_speeches_from_parquet(tmp_path: Path) -> None:
    pq.write_table(pa.table({"body": [TWO, FINE], "year": [1, 2]}), tmp_path / "a.parquet")
    cleaned = Clean(column="body", split=True).dataset(ray.data.read_parquet(f"{tmp_path}"))
    rows = [(row["year"], row["speech_index"], row["body"]) for row in cleaned.take_all()]
    assert rows == [*((1, speech.index, speech.text) for speech in clean(TWO).speeches), (2, 1, FINE)]


@pytest.mark.parametrize("options", [None, {"script": "keep"}])
def test_options_that_are_none_are_told(options: Any) -> None:
    with pytest.raises(TypeError, match=r"the options are .*; give cleantext.Options"):
        Clean(options)


def test_findings_want_their_columns() -> None:
    dataset = ray.data.from_items([{"text": HARM}])
    with pytest.raises(Exception, match="has no column 'cleantext_findings'"):
        findings(Clean(findings=False).dataset(dataset)).take_all()
    with pytest.raises(Exception, match="has no column 'id'; it has text"):
        findings(Clean().dataset(dataset), "id").take_all()
    with pytest.raises(CleantextError, match="batch_format"):
        Clean()({"text": [HARM]})


@pytest.mark.parametrize("options", [(), ("--no-split", "--id-column", "id", "--compress", "gz")])
def test_the_parts_are_what_one_process_writes(corpus: Path, options: tuple[str, ...]) -> None:
    assert run("in", *options) == 1
    assert main(["clean", "in", "--out", "alone", "--quiet", *options]) == 1
    lines = b"".join(path.read_bytes() for path in parts("out/data", "lines-*"))
    alone = next(Path("alone").glob("lines.jsonl*"))
    assert len(parts("out/data", "lines-*")) > 3 and len(parts("out/data", "sub/rows-*")) > 3
    if options:
        import gzip

        assert gzip.decompress(lines) == gzip.decompress(alone.read_bytes())
    else:
        assert lines == alone.read_bytes()
    assert pq.read_table("out/data/sub") == pq.read_table("alone/sub/rows.parquet")
    logged = [json.loads(line) for line in Path("alone/findings.jsonl").read_text("utf-8").splitlines()]
    wanted = [each for each in logged if each.pop("record") == "finding"]
    rows = [row for path in parts("out/findings", "**/*.parquet") for row in pq.read_table(path).to_pylist()]
    assert [{name: value for name, value in row.items() if name in wanted[0]} for row in rows] == wanted
    aside = b"".join(path.read_bytes() for path in parts("out/quarantine", "**/*.jsonl"))
    assert aside == Path("alone/quarantine.jsonl").read_bytes()


def test_again_and_with_a_file_less(corpus: Path) -> None:
    assert run("in") == 1
    before = held("out")
    times = {name: os.stat(f"out/{name}").st_mtime_ns for name in before}
    assert run("in") == 1
    assert {name: os.stat(f"out/{name}").st_mtime_ns for name in before} == times
    assert held("out") == before
    (corpus / "lines.jsonl").unlink()
    assert run("in") == 0
    assert held("out") == {name: data for name, data in before.items() if "/sub/" in name}
    assert json.loads(Path("out/summary.json").read_text("utf-8"))["records"] == 60


def deadly(part: Part, work: Any, mark: str) -> Any:
    """The process that cleans a text of bombs dies of it: once when there is a file to mark that, else always."""
    real = chain.clean

    def dying(source: Any, *given: Any) -> chain.Cleaned:
        if "炸弹" in source and not (mark and Path(mark).exists()):
            if mark:
                Path(mark).write_text(f"{os.getpid()}")
            os.kill(os.getpid(), signal.SIGKILL)
        return real(source, *given)

    chain.clean = dying  # type: ignore[assignment]
    try:
        return work(part)
    finally:
        chain.clean = real


def bombed(corpus: Path, monkeypatch: pytest.MonkeyPatch, mark: str) -> None:
    path = corpus / "lines.jsonl"
    path.write_text(path.read_text("utf-8").replace(f"{FINE}21", "炸弹"), "utf-8")
    assert "炸弹" in path.read_text("utf-8")
    real = engine.work_of
    monkeypatch.setattr(engine, "work_of", lambda job: partial(deadly, work=real(job), mark=mark))


def made(folder: str) -> dict[str, bytes]:
    """What was made, without when and where."""
    return {name: data for name, data in held(folder).items() if not name.startswith("manifest/")}


def test_a_worker_killed_in_the_middle(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bombed(corpus, monkeypatch, "")
    with monkeypatch.context() as calm:
        calm.setattr(engine, "work_of", lambda job: partial(clean_part, job=job))
        assert run("in", out="calm") == 1
    monkeypatch.undo()
    monkeypatch.chdir(corpus.parent)
    monkeypatch.setattr(engine, "SIZE", 1500)
    mark = corpus.parent / "died"
    bombed_once = partial(deadly, mark=f"{mark}")
    monkeypatch.setattr(engine, "work_of", lambda job: partial(bombed_once, work=partial(clean_part, job=job)))
    assert run("in") == 1
    assert int(mark.read_text()) != os.getpid()
    assert made("out") == made("calm")
    assert not list(Path("out").rglob("*.cleantext-tmp"))


def test_a_record_that_always_kills_its_process_is_set_aside(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bombed(corpus, monkeypatch, "")
    monkeypatch.setattr("cleantext.adapters.ray_run._TRIES", 0)  # each takes seconds
    assert run("in") == 1
    assert main(["clean", "in", "--out", "alone", "--quiet"]) == 1
    aside = [json.loads(line) for path in parts("out/quarantine", "*") for line in path.read_text("utf-8").splitlines()]
    assert [each["line"] for each in aside] == [21, 23]
    assert "its process was killed" in aside[1]["reason"] and "炸弹" in aside[1]["record"]
    lines = b"".join(path.read_bytes() for path in parts("out/data", "lines-*")).splitlines()
    wanted = [line for line in Path("alone/lines.jsonl").read_bytes().splitlines() if "炸弹".encode() not in line]
    assert lines == wanted


def test_an_object_store(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = pytest.importorskip("moto.server", reason="moto is not installed")
    boto3 = pytest.importorskip("boto3", reason="boto3 is not installed")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    store = server.ThreadedMotoServer(port=0, verbose=False)
    store.start()
    try:
        port = store._server.server_port
        client = boto3.client("s3", endpoint_url=f"http://127.0.0.1:{port}", region_name="us-east-1")
        client.create_bucket(Bucket="texts")
        for path in corpus.rglob("*.*"):
            client.upload_file(f"{path}", "texts", f"in/{path.relative_to(corpus).as_posix()}")
        query = f"?endpoint_override=127.0.0.1:{port}&scheme=http&region=us-east-1"
        keys = "s3://testing:testing@texts"
        assert run(f"{keys}/in{query}", out=f"{keys}/out{query}") == 1
        assert run("in") == 1
        found = client.list_objects_v2(Bucket="texts", Prefix="out/")["Contents"]
        there = {each["Key"][4:]: client.get_object(Bucket="texts", Key=each["Key"])["Body"].read() for each in found}
        assert {name for name in there if name != "summary.json"} == set(held("out"))
        data = {name: held for name, held in there.items() if name.startswith("data/")}
        assert data == {name: held for name, held in made("out").items() if name.startswith("data/")}
        assert not any(b"testing" in held for held in there.values())
        assert run(f"{keys}/in/*.jsonl{query}", out=f"{keys}/out{query}") == 1
        left = client.list_objects_v2(Bucket="texts", Prefix="out/data/sub")["Contents"]
        assert [each["Size"] for each in left] == [0]  # what Arrow keeps for an empty folder
    finally:
        store.stop()


def test_an_address_of_fsspec(corpus: Path) -> None:
    assert run(f"local://{corpus}", out=f"local://{corpus.parent}/there") == 1
    assert run("in") == 1
    data = [
        {name: held for name, held in made(folder).items() if name.startswith("data/")} for folder in ("there", "out")
    ]
    assert data[0] == data[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.jsonl"], "nowhere.jsonl: does not exist; check the path"),
        (["odd://bucket/in"], "odd://bucket/in: is no address that can be used (Protocol not known"),
        (["local:///nowhere/at/all"], "local:///nowhere/at/all: no JSON lines and no Parquet there"),
        (["in"], "in/a.txt: --engine ray reads JSON lines and Parquet"),
        (["in", "--format", "parquet"], "in/lines.jsonl: JSON lines stay JSON lines with --engine ray"),
        (["in/lines.jsonl", "--text-column", "body"], "in/lines.jsonl:1: has no column 'body'"),
        (["in/sub", "--text-column", "body"], "in/sub/rows.parquet: has no column 'body'"),
        (["in/torn.parquet"], "in/torn.parquet: is no Parquet, or damaged"),
    ],
)
def test_what_cannot_be_read(corpus: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    (corpus / "a.txt").write_text(FINE, "utf-8")
    (corpus / "torn.parquet").write_bytes(b"PAR1" + bytes(2000))
    assert run(*arguments) == 1
    err = capfd.readouterr().err
    assert f"cleantext: {said}" in err
    assert "Traceback" not in err


def test_a_folder_of_others_is_refused(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Path("out").mkdir()
    Path("out/mine.txt").write_text("x", "utf-8")
    assert run("in") == 2
    assert (
        "already holds files that are not an earlier output of --engine ray (mine.txt, for one)"
        in capfd.readouterr().err
    )
    assert run("in", "--force") == 1
    assert Path("out/mine.txt").exists() and Path("out/summary.json").exists()


@pytest.mark.parametrize(
    ("arguments", "out", "said"),
    [
        (["a.txt"], "out", "a.txt: --engine ray reads JSON lines and Parquet"),
        (["in/lines.jsonl", "--format", "parquet"], "out", "in/lines.jsonl: JSON lines stay JSON lines"),
        (["in"], "a.txt", "a.txt: is a file, the output needs a folder"),
        (["in"], "odd://bucket/out", "--out odd://bucket/out: is no address that can be used"),
    ],
)
def test_what_it_has_no_use_for_is_wrong_usage(
    corpus: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], out: str, said: str
) -> None:
    Path("a.txt").write_text(FINE, "utf-8")
    assert run(*arguments, out=out) == 2
    assert said in capfd.readouterr().err
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["clean", "in", "--engine", "ray"], "--engine ray: needs --out DIR"),
        (["clean", "in", "--out", "out", "--engine", "ray", "--titles"], "--titles: names files"),
        (["clean", "-", "--out", "out", "--engine", "ray"], "--engine ray: standard input"),
        (["clean", "in", "--out", "out", "--engine", "ray", "--format", "files"], "writes no file a speech"),
        (["clean", "in", "--out", "out", "--ray-address", "auto"], "--ray-address: is for --engine ray"),
    ],
)
def test_what_does_not_go_together(capfd: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert said in capfd.readouterr().err


def test_no_cluster_at_the_address(corpus: Path) -> None:
    command = [sys.executable, "-m", "cleantext", "clean", "in", "--out", "out", "--engine", "ray"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "RAY_TMPDIR": f"{corpus.parent}"}
    done = subprocess.run([*command, "--ray-address", "127.0.0.1:1"], capture_output=True, text=True, env=env)
    assert done.returncode == 2
    assert "--ray-address 127.0.0.1:1: no Ray cluster there" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_ray(corpus: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    monkeypatch.delitem(sys.modules, "cleantext.adapters.ray_run")
    monkeypatch.delattr("cleantext.adapters.ray_run")
    assert run("in") == 2
    assert "--engine ray: this needs Ray; pip install 'cleantext-corpus[ray]'" in capfd.readouterr().err


def test_results_come_in_the_order_of_the_parts() -> None:
    assert list(in_order(len, [(1,) * n for n in range(20)], 2)) == [((1,) * n, n) for n in range(20)]  # type: ignore[arg-type,misc]


def test_the_page_names_the_columns_and_options_there_are() -> None:
    page = (Path(__file__).parent.parent / "docs" / "ray.md").read_text("utf-8")
    for option in ("engine", "ray-address", "jobs"):
        assert f"--{option}" in page and any(each.name == option for each in SETTINGS), option
