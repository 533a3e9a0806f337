"""Writes the tables of rules and composites into README.md and docs/composites.md, from the sources.

With --check, nothing is written: exits with 1 and a diff when a table is not up to date.
"""

import argparse
import difflib
import json
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def make_table(columns, rows):
    """A Markdown table; columns without any content are left out."""
    rows = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    used = [i for i in range(len(columns)) if any(row[i] for row in rows)]
    lines = [[columns[i] for i in used], ["---" for _ in used], *([row[i] for i in used] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def format_parameter(name, default):
    """A parameter with its default, as entries write it: `2`, not `2.0`."""
    return f"`{name}` ({re.sub(r'[.]0(?![0-9])', '', default)})" if default else f"`{name}`"


def load_records():
    """What TableGen knows of the dialect's ops."""
    version = (ROOT / "LLVM_VERSION").read_text().split(".")[0]
    config = shutil.which(f"llvm-config-{version}") or "llvm-config"
    bindir, includedir = subprocess.check_output([config, "--bindir", "--includedir"], text=True).split()
    command = [f"{bindir}/llvm-tblgen", "--dump-json", "-I", ROOT / "include", "-I", includedir]
    return json.loads(subprocess.check_output([*command, ROOT / "include/lxt/IR/LXTOps.td"]))


def make_rules():
    records = load_records()
    rows = []
    # In the order of the source.
    for op in sorted(records["!instanceof"]["LXT_RuleOp"], key=lambda op: int(records[op]["!locs"][-1].split(":")[-1])):
        rule = records[op]
        name = rule["opName"]
        description = textwrap.dedent(rule["description"])
        block = re.search(r"^```(.*)\n([^`]*)^```", description, re.M)
        if not block or block[1]:
            sys.exit(f"the first block in the description of lxt.{name} is no formula")
        formula = "".join(f"<br>`{line.strip()}`" for line in block[2].splitlines())

        # The anchor of mlir-tblgen's heading "`lxt.NAME` (::lxt::CLASS)".
        cell = f"[`{name}`](docs/reference/Dialect.md#lxt{name}-lxt{op.removeprefix('LXT_').lower()})"
        parameters = []
        for value, parameter in rule["arguments"]["args"]:
            attr = records[value["def"]]
            if "Attr" not in attr["!superclasses"] or parameter == "origin":
                continue
            # An enumeration's default is C++; switches are off, what is optional has no default.
            default = re.sub(r"^.*::(\w+).*$", r"\1", attr["defaultValue"] or "")
            if not default and not attr["isOptional"]:
                default = "required"
            parameters.append(format_parameter(parameter, "" if default == "false" else default))
        if form := re.search(r"SELECTOR=(@[^`]*)", description):
            cell += f", written `{form[1]}`"
            parameters = ["those of the function"]
        kinds = ", ".join(f"`{kind}`" for kind in rule["exactFor"]) or "any"
        rows.append([cell, rule["summary"] + formula, ", ".join(parameters), kinds])
    columns = ["rule", "relevance of its inputs", "parameters (default)", "[made for](docs/composites.md#kinds)"]
    return make_table(columns, rows)


def make_composites():
    rows = []
    for file in sorted((ROOT / "lib/Composites").glob("*.mlir"), key=lambda file: file.stem):
        text = file.read_text()
        # The first sentence of the comment at the top; it ends with a line.
        comment = re.match(r"// ((?:.*\n// )*?.*)\.\n", text)
        op = re.search(
            r'^lxt\.composite @"?([\w-]+)"?(?: mode<(\w+)>)?(?: canonizers \[([^\]]*)\])?'
            r"(?: parameters \{([^}]*)\})? entries ",
            text,
            re.M,
        )
        if not comment or not op or op[1] != file.stem:
            sys.exit(f"{file}: expected a comment that starts with a sentence, and the composite {file.stem}")
        parameters = [
            format_parameter(name, default or "required")
            for name, default in re.findall(r"(\w+)(?: = ([^,]+))?", op[4] or "")
        ]
        canonizers = [f"`{canonizer}`" for canonizer in re.findall(r'"([^"]*)"', op[3] or "")]
        sentence = comment[1].replace("\n// ", " ")
        rows.append([f"`{op[1]}`", op[2] or "exact", ", ".join(parameters), ", ".join(canonizers), sentence])
    return make_table(["composite", "mode", "parameters (default)", "canonizers", "what it is"], rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a table is not up to date")
    check = parser.parse_args().check
    stale = False
    for path, name, make in [("README.md", "rules", make_rules), ("docs/composites.md", "composites", make_composites)]:
        old = (ROOT / path).read_text()
        parts = re.fullmatch(rf"(.*<!-- {name}: made by scripts/tables.py -->\n)(.*?)(<!-- end -->.*)", old, re.S)
        if not parts:
            sys.exit(f"{path}: expected <!-- {name}: made by scripts/tables.py --> ... <!-- end -->")
        new = parts[1] + make() + parts[3]
        if not check:
            (ROOT / path).write_text(new)
        elif new != old:
            stale = True
            diff = difflib.unified_diff(old.splitlines(True), new.splitlines(True), path, f"{path} (new)")
            sys.stdout.writelines(diff)
    sys.exit(stale)


if __name__ == "__main__":
    main()
