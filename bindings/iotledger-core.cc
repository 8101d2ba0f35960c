/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

/**
 * @file
 * The Python module iotledger._core: scenarios, runs and calibration. What is nicer in Python is in
 * analysis/iotledger.
 */

#include "ns3/crypto-calibration.h"
#include "ns3/scenario-runner.h"
#include "ns3/scenario-schema.h"
#include "ns3/scenario.h"

#include <mutex>
#include <pybind11/functional.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

namespace py = pybind11;
using namespace ns3::iotledger;

namespace
{

/// @param source what to name in an error
NodeSelection
ReadNodes(const std::vector<std::string>& globs, const std::string& source)
{
    std::vector<ScenarioValue> values;
    for (const auto& glob : globs)
    {
        values.push_back(ScenarioValue::MakeScalar(glob));
        values.back().place.file = source;
    }
    return NodeSelection::Read(ScenarioValue::MakeList(std::move(values)), "nodes");
}

/// @return what a scenario simulates, as Python names it.
std::string
GetKindName(const Scenario& scenario)
{
    return scenario.GetKind() == ScenarioKind::LEDGER ? "ledger" : "key-verification";
}

py::dict
Run(Scenario scenario, // a copy: threads go on meanwhile
    uint64_t run,
    const std::string& folder,
    const std::vector<std::string>& pcap,
    bool netanim,
    bool messages,
    bool exportBlocks)
{
    RunTraces traces;
    traces.hasAnimation = netanim;
    traces.hasMessages = messages;
    traces.exportBlocks = exportBlocks;
    if (!pcap.empty())
    {
        traces.pcap = ReadNodes(pcap, "pcap");
    }
    static std::mutex oneWorld; // ns-3 has one simulator per process
    RunStatistics statistics;
    {
        py::gil_scoped_release release;
        const std::lock_guard<std::mutex> lock(oneWorld);
        statistics = RunScenario(scenario, run, folder, traces);
    }
    py::dict digests;
    for (const auto& [profile, digest] : statistics.profileDigests)
    {
        digests[py::str(profile)] = digest;
    }
    py::dict result;
    result["events"] = statistics.events;
    result["simulated_seconds"] = statistics.simulatedSeconds;
    result["profile_digests"] = digests;
    return result;
}

void
RunCalibration(const std::string& path, const py::function& progress)
{
    py::gil_scoped_release release;
    Calibrate(path, [&](const std::string& operation, double fraction) {
        py::gil_scoped_acquire acquire;
        progress(operation, fraction);
        if (PyErr_CheckSignals() != 0) // Ctrl-C
        {
            throw py::error_already_set();
        }
    });
}

py::list
DescribeKeys()
{
    py::list rows;
    for (const auto& key : ScenarioSchema::GetKeys())
    {
        py::dict row;
        row["key"] = key.GetName();
        row["type"] = GetFormName(key.GetForm());
        row["default"] = key.GetDefault();
        row["range"] = key.GetRange();
        row["choices"] = key.GetChoices();
        row["attribute"] =
            key.GetTypeName().empty() ? "" : key.GetTypeName() + "::" + key.GetAttribute();
        row["help"] = key.GetHelp();
        rows.append(row);
    }
    return rows;
}

py::dict
DescribeVersions()
{
    py::dict versions;
#ifdef IOT_LEDGER_NS3_VERSION
    versions["ns3"] = IOT_LEDGER_NS3_VERSION;
#endif
    // Python's is linked against the same library, which only the model knows otherwise.
    versions["openssl"] = py::module_::import("ssl").attr("OPENSSL_VERSION");
    return versions;
}

} // namespace

PYBIND11_MODULE(_core, m)
{
    m.doc() = "The compiled part of iotledger.";
    py::register_exception<ScenarioError>(m, "ScenarioError", PyExc_ValueError);
    py::register_exception<RunError>(m, "RunError", PyExc_RuntimeError);

    py::class_<SweepAxis>(m, "SweepAxis", "A swept key and its values as YAML texts.")
        .def_readonly("key", &SweepAxis::key)
        .def_readonly("values", &SweepAxis::values);

    py::class_<Scenario>(m, "Scenario", "A checked scenario; iotledger.Scenario wraps it.")
        .def_static("load", &Scenario::Load, py::arg("path"))
        .def_static("parse", &Scenario::Parse, py::arg("yaml"), py::arg("source") = "text")
        .def("set", &Scenario::Set, py::arg("key"), py::arg("yaml"))
        .def("get", &Scenario::GetText, py::arg("key"))
        .def("at_point", &Scenario::AtPoint, py::arg("values"))
        .def("to_yaml", &Scenario::ToYaml)
        .def_property_readonly("name", &Scenario::GetName)
        .def_property_readonly("seed", &Scenario::GetSeed)
        .def_property_readonly("axes", &Scenario::GetAxes)
        .def_property_readonly("kind", &GetKindName)
        .def_property_readonly("repetitions", &Scenario::GetRepetitions)
        .def_property_readonly("warnings", &Scenario::GetWarnings)
        .def("__copy__", [](const Scenario& scenario) { return Scenario(scenario); });

    m.def("run",
          &Run,
          py::arg("scenario"),
          py::arg("run"),
          py::arg("out_dir"),
          py::arg("pcap") = std::vector<std::string>(),
          py::arg("netanim") = false,
          py::arg("messages") = false,
          py::arg("export_blocks") = false,
          "Simulates a scenario without its sweep and writes the result files; without the GIL. "
          "pcap: globs of the nodes whose links are recorded; netanim: whether to write an "
          "animation; messages: whether to write messages.csv, of a key verification; "
          "export_blocks: whether to write a ledger's blocks, as Fabric encodes them.");
    m.def(
        "check_nodes",
        [](const std::vector<std::string>& globs, const std::string& source) {
            ReadNodes(globs, source);
        },
        py::arg("globs"),
        py::arg("source"),
        "Raises ScenarioError for a glob that no node could match.");
    m.def("calibrate",
          &RunCalibration,
          py::arg("path"),
          py::arg("progress"),
          "Measures this machine into a crypto profile; progress(operation, fraction) is called.");
    m.def("schema", &DescribeKeys, "The keys of scenarios, for documentation.");
    m.def("versions", &DescribeVersions, "Versions of the compiled parts.");
}
