/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-text.h"

#include "ns3/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <sstream>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

namespace ns3
{
namespace iotledger
{

namespace
{

/// YAML 1.2, 5.1: a text has no control characters. yaml-cpp takes one of them for the text's end.
bool
IsForbidden(unsigned char c)
{
    return (c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;
}

/// @throws ScenarioError if @p text is not UTF-8 or holds what YAML does not take.
void
CheckCharacters(const std::string& text, const ScenarioPlace& place)
{
    const auto control = std::find_if(text.begin(), text.end(), IsForbidden);
    const std::size_t sound = std::min<std::size_t>(GetUtf8Prefix(text), control - text.begin());
    if (sound < text.size())
    {
        ScenarioPlace at = place;
        if (place.line > 0)
        {
            at.line += std::count(text.begin(), text.begin() + sound, '\n');
        }
        char byte[16];
        std::snprintf(byte, sizeof byte, "byte 0x%02x", static_cast<unsigned char>(text[sound]));
        throw ScenarioError(at, "file", "UTF-8 text", byte);
    }
}

/// Sees whether a document says anything.
class ContentDetector : public YAML::EventHandler
{
  public:
    bool HasContent() const
    {
        return m_hasContent;
    }

    void OnDocumentStart(const YAML::Mark&) override
    {
    }

    void OnDocumentEnd() override
    {
    }

    void OnNull(const YAML::Mark&, YAML::anchor_t) override
    {
    }

    void OnAlias(const YAML::Mark&, YAML::anchor_t) override
    {
        m_hasContent = true;
    }

    void OnScalar(const YAML::Mark&,
                  const std::string&,
                  YAML::anchor_t,
                  const std::string&) override
    {
        m_hasContent = true;
    }

    void OnSequenceStart(const YAML::Mark&,
                         const std::string&,
                         YAML::anchor_t,
                         YAML::EmitterStyle::value) override
    {
        m_hasContent = true;
    }

    void OnSequenceEnd() override
    {
    }

    void OnMapStart(const YAML::Mark&,
                    const std::string&,
                    YAML::anchor_t,
                    YAML::EmitterStyle::value) override
    {
        m_hasContent = true;
    }

    void OnMapEnd() override
    {
    }

  private:
    bool m_hasContent{false};
};

/// Refuses a second document, which YAML::Load leaves out; an empty one may follow the first. Where
/// a comma stands outside of all lists, yaml-cpp 0.7 finds empty documents without end.
void
CheckDocuments(const std::string& text, const ScenarioPlace& place)
{
    constexpr uint32_t TOO_MANY = 3;
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    ContentDetector first;
    ContentDetector others;
    uint32_t documents = parser.HandleNextDocument(first) ? 1 : 0;
    while (documents > 0 && documents < TOO_MANY && parser.HandleNextDocument(others))
    {
        ++documents;
    }
    if (others.HasContent() || documents == TOO_MANY)
    {
        throw ScenarioError(place, "file", "one YAML document", "more");
    }
}

} // namespace

void
CheckYamlText(const std::string& text, const ScenarioPlace& place)
{
    CheckCharacters(text, place);
    CheckDocuments(text, place);
}

} // namespace iotledger
} // namespace ns3
