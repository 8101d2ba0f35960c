/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef JSON_FIELDS_H
#define JSON_FIELDS_H

#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @brief Reads the fields of a JSON object as Go's encoding/json fills a struct: unknown fields are
 * passed over, absent and null ones are zero, names match whatever their case. What does not fit is
 * thrown as ChaincodeError, worded as there. Internal.
 *
 * Source: Go 1.19, encoding/json/decode.go. A syntax error names the character but not the place in
 * the grammar.
 */
class JsonFields
{
  public:
    /// @param goType name of the struct, for messages: "common.Device"
    JsonFields(std::string_view json, std::string goType);

    std::string GetText(const std::string& name) const;
    std::string GetTime(const std::string& name) const; //!< see ToGoTime
    int32_t GetInt32(const std::string& name) const;
    int64_t GetInt64(const std::string& name) const;
    std::optional<std::vector<std::string>> GetTexts(const std::string& name) const;
    JsonFields GetObject(const std::string& name, const std::string& goType) const;

  private:
    JsonFields(std::shared_ptr<const nlohmann::json> document,
               const nlohmann::json* object,
               std::string goType);

    const nlohmann::json* Find(const std::string& name) const; //!< null: absent or null
    int64_t GetInteger(const std::string& name, int64_t limit, const char* goType) const;
    [[noreturn]] void Refuse(const nlohmann::json& value,
                             const std::string& name,
                             const std::string& goType) const;

    std::shared_ptr<const nlohmann::json> m_document;
    const nlohmann::json* m_object; //!< within the document; null: nothing is set
    std::string m_goType;
};

} // namespace iotledger
} // namespace ns3

#endif /* JSON_FIELDS_H */
