/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CLIENT_IDENTITY_H
#define CLIENT_IDENTITY_H

#include "ns3/shared-bytes.h"

#include <optional>
#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * @file
 * @ingroup iot-ledger
 * How the IoT platform names devices: by the certificates they sign with.
 *
 * Source: nexus-lab/iot-service-blockchain, common/identity.go.
 */

/// Who calls a contract, in the platform's terms.
struct ClientIdentity
{
    std::string organizationId; //!< the MSP's id
    std::string deviceId;
};

/**
 * @param certificate X.509, DER or PEM
 * @return base64 of `x509::SUBJECT::ISSUER`, each name as its attributes CN, SERIALNUMBER, C, L,
 * ST, STREET, O, OU and POSTALCODE in this order (of RFC 2253's form, comma-separated, values of
 * one attribute sorted and joined by `+`); none: it is no certificate
 */
std::optional<std::string> MakeDeviceId(const SharedBytes& certificate);

/// @param creator an encoded SerializedIdentity with a certificate in PEM
/// @return none: it is malformed
std::optional<ClientIdentity> ReadClientIdentity(const SharedBytes& creator);

} // namespace iotledger
} // namespace ns3

#endif /* CLIENT_IDENTITY_H */
