# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Counts the tests in XML reports.

Usage: tally.py REPORT.xml...   (prints "PASSED FAILED"; skipped tests are neither)

Reads JUnit's format as GoogleTest and pytest write it, and that of ns-3's test.py, where the innermost
Test elements are the test cases.
"""

import sys
from xml.etree import ElementTree


def junit(root):
    """Counts of a JUnit report."""
    passed = failed = 0
    for case in root.iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        elif case.find("skipped") is None and case.get("status", "run") == "run":
            passed += 1
    return passed, failed


def ns3(root):
    """Counts of a report of ns-3's test.py."""
    results = [test.findtext("Result") for test in root.iter("Test") if test.find("Test") is None]
    passed, skipped = results.count("PASS"), results.count("SKIP")
    return passed, len(results) - passed - skipped


def main():
    """Prints the counts of the reports named on the command line, taken together."""
    try:
        roots = [ElementTree.parse(path).getroot() for path in sys.argv[1:]]
    except (OSError, ElementTree.ParseError) as error:
        sys.exit(f"tally.py: no report: {error}")
    print(*map(sum, zip(*((ns3 if root.tag == "Results" else junit)(root) for root in roots))))


if __name__ == "__main__":
    main()
