/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-yaml.h"

#include "ns3/scenario-text.h"

#include <algorithm>
#include <cstdio>
#include <regex>
#include <yaml-cpp/yaml.h>

namespace ns3
{
namespace iotledger
{

namespace
{

// Much more than a scenario needs. Through aliases a text of a few lines can stand for a tree of
// billions of values, or for one without end.
constexpr uint32_t MAX_DEPTH = 64;
constexpr uint32_t MAX_VALUES = 100'000;
constexpr std::size_t MAX_TEXT = 4096; //!< [B] as long as a path may be

/// Copies a yaml-cpp tree into ours, refusing what ours cannot hold.
class YamlReader
{
  public:
    explicit YamlReader(const ScenarioPlace& place)
        : m_place(place)
    {
    }

    ScenarioValue Read(const YAML::Node& node, const ScenarioPlace& fallback)
    {
        ++m_depth;
        ScenarioValue value = ReadHere(node, fallback);
        --m_depth;
        return value;
    }

  private:
    ScenarioValue ReadHere(const YAML::Node& node, const ScenarioPlace& fallback)
    {
        ScenarioValue value;
        value.place = GetPlace(node, fallback);
        Require(m_depth <= MAX_DEPTH, value.place, "at most 64 levels of lists and maps");
        Require(++m_values <= MAX_VALUES, value.place, "at most 100000 values");
        switch (node.Type())
        {
        case YAML::NodeType::Undefined:
        case YAML::NodeType::Null:
            value.place = fallback; // yaml-cpp places an absent value on the following line
            break;
        case YAML::NodeType::Scalar:
            Require(node.Scalar().size() <= MAX_TEXT, value.place, "texts of at most 4096 bytes");
            value.kind = ScenarioValue::Kind::SCALAR;
            value.text = node.Scalar();
            break;
        case YAML::NodeType::Sequence:
            value.kind = ScenarioValue::Kind::LIST;
            for (const auto& item : node)
            {
                value.items.push_back(Read(item, value.place));
            }
            break;
        case YAML::NodeType::Map:
            value.kind = ScenarioValue::Kind::MAP;
            for (const auto& entry : node)
            {
                AddEntry(value, entry.first, entry.second);
            }
            break;
        }
        return value;
    }

    static void Require(bool holds, const ScenarioPlace& place, const std::string& expected)
    {
        if (!holds)
        {
            throw ScenarioError(place, "file", expected, "more");
        }
    }

    void AddEntry(ScenarioValue& map, const YAML::Node& keyNode, const YAML::Node& node)
    {
        const ScenarioPlace place = GetPlace(keyNode, map.place);
        if (!keyNode.IsScalar())
        {
            throw ScenarioError(place, "file", "keys that are text", "a key of another kind");
        }
        const std::string& key = keyNode.Scalar();
        Require(key.size() <= MAX_TEXT, place, "texts of at most 4096 bytes");
        for (const auto& entry : map.entries)
        {
            if (entry.key == key)
            {
                throw ScenarioError(place,
                                    key,
                                    "each key once",
                                    key,
                                    "already given at " + entry.place.ToString());
            }
        }
        map.entries.push_back({key, place, Read(node, place)});
    }

    ScenarioPlace GetPlace(const YAML::Node& node, const ScenarioPlace& fallback) const
    {
        const YAML::Mark mark = node.Mark();
        if (m_place.line == 0 || mark.is_null())
        {
            return fallback;
        }
        return {m_place.file, mark.line + 1};
    }

    ScenarioPlace m_place;
    uint32_t m_depth{0};  //!< of the value that is read
    uint32_t m_values{0}; //!< read so far
};

/// Plain text that YAML 1.1 and 1.2 readers agree to be just that text (or that number).
bool
IsPlain(const std::string& text)
{
    static const std::regex plain("[A-Za-z0-9_./][A-Za-z0-9_./*+=@-]*");
    static const std::regex special("y|yes|n|no|on|off|true|false|null|\\.inf|\\.nan",
                                    std::regex::icase);
    return std::regex_match(text, plain) && !std::regex_match(text, special);
}

std::string
WriteScalar(const std::string& text)
{
    if (IsPlain(text) || text == "true" || text == "false")
    {
        return text;
    }
    std::string quoted = "\"";
    for (const unsigned char c : text)
    {
        if (c == '"' || c == '\\')
        {
            quoted += '\\';
        }
        if (c < ' ' || c == 0x7f)
        {
            char escaped[8];
            std::snprintf(escaped, sizeof escaped, "\\x%02x", static_cast<unsigned>(c));
            quoted += escaped;
        }
        else
        {
            quoted += static_cast<char>(c);
        }
    }
    return quoted + "\"";
}

void
WriteBlock(const ScenarioValue& map, const std::string& indent, std::string& out)
{
    for (const auto& entry : map.entries)
    {
        out += indent + WriteScalar(entry.key) + ":";
        if (entry.value.kind == ScenarioValue::Kind::MAP && !entry.value.entries.empty())
        {
            out += "\n";
            WriteBlock(entry.value, indent + "  ", out);
        }
        else
        {
            out += " " + WriteYamlLine(entry.value) + "\n";
        }
    }
}

} // namespace

ScenarioValue
ReadYaml(const std::string& text, const ScenarioPlace& place)
{
    try
    {
        CheckYamlText(text, place);
        return YamlReader(place).Read(YAML::Load(text), place);
    }
    catch (const YAML::Exception& error)
    {
        ScenarioPlace at = place;
        if (place.line > 0 && !error.mark.is_null())
        {
            at.line = error.mark.line + 1;
        }
        throw ScenarioError(at, "file", "valid YAML", error.msg);
    }
}

std::string
WriteYamlLine(const ScenarioValue& value)
{
    std::string out;
    switch (value.kind)
    {
    case ScenarioValue::Kind::NOTHING:
        return "null";
    case ScenarioValue::Kind::SCALAR:
        return WriteScalar(value.text);
    case ScenarioValue::Kind::LIST:
        for (const auto& item : value.items)
        {
            out += (out.empty() ? "" : ", ") + WriteYamlLine(item);
        }
        return "[" + out + "]";
    case ScenarioValue::Kind::MAP:
        for (const auto& entry : value.entries)
        {
            out += (out.empty() ? "" : ", ") + WriteScalar(entry.key) + ": " +
                   WriteYamlLine(entry.value);
        }
        return "{" + out + "}";
    }
    return out;
}

std::string
WriteYamlBlock(const ScenarioValue& value)
{
    std::string out;
    WriteBlock(value, "", out);
    return out;
}

} // namespace iotledger
} // namespace ns3
