/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PROFILE_FILE_H
#define PROFILE_FILE_H

#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * @brief A profile's file: where it is and what stands in it. Internal.
 *
 * A name is anything without a slash that does not end in .yaml; it is looked for in a subfolder of
 * the folder of shipped profiles, or of that named by the environment variable IOT_LEDGER_PROFILES.
 */
class ProfileFile
{
  public:
    /**
     * @param kind how refusals call it, such as "crypto profile"
     * @param subfolder of the folder of profiles; empty: the folder itself
     * @param nameOrPath a shipped profile's name or a file
     * @throws std::invalid_argument for an unknown name, listing the known ones
     */
    ProfileFile(std::string kind, const std::string& subfolder, const std::string& nameOrPath);

    const std::string& GetPath() const;

    /// @throws std::invalid_argument if there is no such file, or nothing in it
    std::string Read() const;

    /// @return hexadecimal SHA-256 of @p text.
    static std::string GetDigest(const std::string& text);

  private:
    std::string m_kind;
    std::string m_path;
};

} // namespace iotledger
} // namespace ns3

#endif /* PROFILE_FILE_H */
