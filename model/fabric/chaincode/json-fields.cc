/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "json-fields.h"

#include "ns3/chaincode-stub.h"
#include "ns3/go-json.h"

#include <algorithm>
#include <cctype>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

bool
IsSameName(const std::string& a, const std::string& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](uint8_t x, uint8_t y) {
        return std::tolower(x) == std::tolower(y);
    });
}

/// What Go calls the kind of a JSON value.
std::string
Describe(const nlohmann::json& value)
{
    if (value.is_number())
    {
        return "number " + value.dump();
    }
    return value.is_boolean() ? "bool" : value.type_name();
}

} // namespace

JsonFields::JsonFields(std::string_view json, std::string goType)
    : m_goType(std::move(goType))
{
    try
    {
        m_document = std::make_shared<const nlohmann::json>(nlohmann::json::parse(json));
    }
    catch (const nlohmann::json::parse_error& error)
    {
        // The position counts from one.
        throw ChaincodeError(error.byte > json.size()
                                 ? std::string("unexpected end of JSON input")
                                 : std::string("invalid character '") + json[error.byte - 1] +
                                       "' in JSON input");
    }
    m_object = m_document->is_null() ? nullptr : m_document.get();
    if (m_object && !m_object->is_object())
    {
        throw ChaincodeError("json: cannot unmarshal " + Describe(*m_object) +
                             " into Go value of type " + m_goType);
    }
}

JsonFields::JsonFields(std::shared_ptr<const nlohmann::json> document,
                       const nlohmann::json* object,
                       std::string goType)
    : m_document(std::move(document)),
      m_object(object),
      m_goType(std::move(goType))
{
}

const nlohmann::json*
JsonFields::Find(const std::string& name) const
{
    if (!m_object)
    {
        return nullptr;
    }
    auto found = m_object->find(name);
    for (auto entry = m_object->begin(); found == m_object->end() && entry != m_object->end();
         ++entry)
    {
        if (IsSameName(entry.key(), name))
        {
            found = entry;
        }
    }
    return found == m_object->end() || found->is_null() ? nullptr : &*found;
}

void
JsonFields::Refuse(const nlohmann::json& value,
                   const std::string& name,
                   const std::string& goType) const
{
    const auto structName = m_goType.substr(m_goType.rfind('.') + 1);
    throw ChaincodeError("json: cannot unmarshal " + Describe(value) + " into Go struct field " +
                         structName + "." + name + " of type " + goType);
}

std::string
JsonFields::GetText(const std::string& name) const
{
    const auto* value = Find(name);
    if (!value)
    {
        return {};
    }
    if (!value->is_string())
    {
        Refuse(*value, name, "string");
    }
    return value->get<std::string>();
}

std::string
JsonFields::GetTime(const std::string& name) const
{
    const auto* value = Find(name);
    if (!value)
    {
        return GO_ZERO_TIME;
    }
    return ToGoTime(value->is_string() ? value->get<std::string>() : value->dump());
}

int64_t
JsonFields::GetInteger(const std::string& name, int64_t limit, const char* goType) const
{
    const auto* value = Find(name);
    if (!value)
    {
        return 0;
    }
    const auto isTooLarge =
        value->is_number_unsigned() && value->get<uint64_t>() > static_cast<uint64_t>(limit);
    if (!value->is_number_integer() || isTooLarge || value->get<int64_t>() < -limit - 1)
    {
        Refuse(*value, name, goType);
    }
    return value->get<int64_t>();
}

int32_t
JsonFields::GetInt32(const std::string& name) const
{
    return static_cast<int32_t>(GetInteger(name, std::numeric_limits<int32_t>::max(), "int32"));
}

int64_t
JsonFields::GetInt64(const std::string& name) const
{
    return GetInteger(name, std::numeric_limits<int64_t>::max(), "int");
}

std::optional<std::vector<std::string>>
JsonFields::GetTexts(const std::string& name) const
{
    const auto* value = Find(name);
    if (!value)
    {
        return std::nullopt;
    }
    if (!value->is_array())
    {
        Refuse(*value, name, "[]string");
    }
    std::vector<std::string> texts;
    for (const auto& element : *value)
    {
        if (!element.is_string() && !element.is_null())
        {
            Refuse(element, name, "string");
        }
        texts.push_back(element.is_null() ? std::string() : element.get<std::string>());
    }
    return texts;
}

JsonFields
JsonFields::GetObject(const std::string& name, const std::string& goType) const
{
    const auto* value = Find(name);
    if (value && !value->is_object())
    {
        Refuse(*value, name, goType);
    }
    return {m_document, value, goType};
}

} // namespace iotledger
} // namespace ns3
