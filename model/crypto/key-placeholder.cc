/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "key-placeholder.h"

#include "der-encoding.h"
#include "fingerprint.h"

#include <initializer_list>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

using Bytes = std::vector<uint8_t>;

/// SEQUENCE { OID rsaEncryption, NULL }
const Bytes RSA_ALGORITHM{0x30,
                          0x0d,
                          0x06,
                          0x09,
                          0x2a,
                          0x86,
                          0x48,
                          0x86,
                          0xf7,
                          0x0d,
                          0x01,
                          0x01,
                          0x01,
                          0x05,
                          0x00};
/// INTEGER 0, the version of PrivateKeyInfo and of RSAPrivateKey
const Bytes VERSION_0{0x02, 0x01, 0x00};
/// INTEGER 65537, the exponent OpenSSL uses
const Bytes RSA_EXPONENT{0x02, 0x03, 0x01, 0x00, 0x01};

/// What stands before the point of a P-256 SubjectPublicKeyInfo.
const Bytes EC_PUBLIC{0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48,
                      0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48,
                      0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04};
/// What stands before the secret number of a P-256 PrivateKeyInfo, and between it and the point.
const Bytes EC_PRIVATE{0x30, 0x81, 0x87, 0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86,
                       0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d,
                       0x03, 0x01, 0x07, 0x04, 0x6d, 0x30, 0x6b, 0x02, 0x01, 0x01, 0x04, 0x20};
const Bytes EC_POINT{0xa1, 0x44, 0x03, 0x42, 0x00, 0x04};
constexpr std::size_t EC_SECRET_SIZE = 32;
constexpr std::size_t EC_POINT_SIZE = 64;

/// What stands before the number in an X25519 SubjectPublicKeyInfo and PrivateKeyInfo.
const Bytes X25519_PUBLIC{0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x03, 0x21, 0x00};
const Bytes X25519_PRIVATE{0x30,
                           0x2e,
                           0x02,
                           0x01,
                           0x00,
                           0x30,
                           0x05,
                           0x06,
                           0x03,
                           0x2b,
                           0x65,
                           0x6e,
                           0x04,
                           0x22,
                           0x04,
                           0x20};
constexpr std::size_t X25519_SIZE = 32;

Bytes
Join(std::initializer_list<Bytes> parts)
{
    Bytes whole;
    for (const auto& part : parts)
    {
        whole.insert(whole.end(), part.begin(), part.end());
    }
    return whole;
}

/// @return the most frequent size of what follows the exponent in an RSAPrivateKey of OpenSSL.
std::size_t
GetRsaSecretSize(uint32_t bits)
{
    const auto half = bits / 2;
    // Both primes have their top bit set, so they need a sign byte if they fill their bytes; of
    // the two exponents and the coefficient, one of three typically does.
    const auto prime = half / 8 + 1;
    const auto other = (half + 7) / 8;
    return DerSize((bits + 7) / 8) + 2 * DerSize(prime) + DerSize(prime) + 2 * DerSize(other);
}

/// Reads modulus and exponent. @return empty if they are not there or of another size.
std::optional<KeyIdentity>
ReadRsaNumbers(DerReader& reader)
{
    if (!reader.Enter(DER_INTEGER) || reader.GetSize() < 2 || reader.GetSize() > 513)
    {
        return std::nullopt;
    }
    const auto modulus = reader.Take(reader.GetSize());
    const auto sign = modulus[0] == 0 ? 1U : 0U;
    auto bits = static_cast<uint32_t>(modulus.GetSize() - sign) * 8;
    for (auto top = modulus[sign]; top != 0 && top < 0x80; top <<= 1)
    {
        bits--;
    }
    if (bits < 512 || bits > 4096 || !reader.Match(RSA_EXPONENT))
    {
        return std::nullopt;
    }
    return KeyIdentity{bits, Fingerprint().Add(modulus).Get()};
}

/// @return what identifies the @p size bytes behind @p frame, with which @p der must begin.
std::optional<KeyIdentity>
ReadFramed(const SharedBytes& der,
           std::initializer_list<std::pair<const Bytes&, std::size_t>> parts)
{
    DerReader reader(der);
    SharedBytes last;
    for (const auto& [frame, size] : parts)
    {
        if (!reader.Match(frame))
        {
            return std::nullopt;
        }
        last = reader.Take(size);
    }
    if (!reader.IsAtEnd())
    {
        return std::nullopt;
    }
    return KeyIdentity{0, Fingerprint().Add(last).Get()};
}

/// @return the number that belongs to @p secret on this module's stand-in for a curve.
Bytes
GetX25519Public(const SharedBytes& secret)
{
    return Fingerprint().Add(secret).Take(X25519_SIZE);
}

} // namespace

KeyPair
MakeRsaPlaceholder(uint32_t bits, RandomBytes& random)
{
    auto modulus = random.Take((bits + 7) / 8);
    const auto top = (bits - 1) % 8;
    modulus.front() = static_cast<uint8_t>((modulus.front() | 1 << top) & ((2 << top) - 1));
    modulus.back() |= 1;
    if (top == 7)
    {
        modulus.insert(modulus.begin(), 0); // DER integers are signed
    }
    const auto numbers = Join({DerHeader(DER_INTEGER, modulus.size()), modulus, RSA_EXPONENT});

    const auto publicSize = DerSize(numbers.size()) + 1;
    const auto publicKey =
        Join({DerHeader(DER_SEQUENCE, RSA_ALGORITHM.size() + DerSize(publicSize)),
              RSA_ALGORITHM,
              DerHeader(DER_BIT_STRING, publicSize),
              {0 /* unused bits */},
              DerHeader(DER_SEQUENCE, numbers.size()),
              numbers});

    const auto secretSize = GetRsaSecretSize(bits);
    const auto keySize = VERSION_0.size() + numbers.size() + secretSize;
    const auto octets = DerSize(keySize);
    const auto infoSize = VERSION_0.size() + RSA_ALGORITHM.size() + DerSize(octets);
    const auto privateHead = Join({DerHeader(DER_SEQUENCE, infoSize),
                                   VERSION_0,
                                   RSA_ALGORITHM,
                                   DerHeader(DER_OCTET_STRING, octets),
                                   DerHeader(DER_SEQUENCE, keySize),
                                   VERSION_0,
                                   numbers});
    return {SharedBytes(publicKey), SharedBytes(privateHead).WithZeros(secretSize)};
}

std::optional<KeyIdentity>
ReadRsaPublicKey(const SharedBytes& der)
{
    DerReader reader(der);
    const auto framed = reader.EnterRest(DER_SEQUENCE) && reader.Match(RSA_ALGORITHM) &&
                        reader.EnterRest(DER_BIT_STRING) && reader.Match({0}) &&
                        reader.EnterRest(DER_SEQUENCE);
    const auto identity = framed ? ReadRsaNumbers(reader) : std::nullopt;
    return reader.IsAtEnd() ? identity : std::nullopt;
}

std::optional<KeyIdentity>
ReadRsaPrivateKey(const SharedBytes& der)
{
    DerReader reader(der);
    const auto framed = reader.EnterRest(DER_SEQUENCE) && reader.Match(VERSION_0) &&
                        reader.Match(RSA_ALGORITHM) && reader.EnterRest(DER_OCTET_STRING) &&
                        reader.EnterRest(DER_SEQUENCE) && reader.Match(VERSION_0);
    return framed ? ReadRsaNumbers(reader) : std::nullopt;
}

KeyPair
MakeEcdsaPlaceholder(RandomBytes& random)
{
    const auto secret = random.Take(EC_SECRET_SIZE);
    const auto point = random.Take(EC_POINT_SIZE);
    return {SharedBytes(Join({EC_PUBLIC, point})),
            SharedBytes(Join({EC_PRIVATE, secret, EC_POINT, point}))};
}

std::optional<KeyIdentity>
ReadEcdsaPublicKey(const SharedBytes& der)
{
    return ReadFramed(der, {{EC_PUBLIC, EC_POINT_SIZE}});
}

std::optional<KeyIdentity>
ReadEcdsaPrivateKey(const SharedBytes& der)
{
    return ReadFramed(der, {{EC_PRIVATE, EC_SECRET_SIZE}, {EC_POINT, EC_POINT_SIZE}});
}

KeyPair
MakeX25519Placeholder(RandomBytes& random)
{
    const auto secret = random.Take(X25519_SIZE);
    const auto number = GetX25519Public(SharedBytes(secret));
    return {SharedBytes(Join({X25519_PUBLIC, number})),
            SharedBytes(Join({X25519_PRIVATE, secret}))};
}

std::optional<KeyIdentity>
ReadX25519PublicKey(const SharedBytes& der)
{
    return ReadFramed(der, {{X25519_PUBLIC, X25519_SIZE}});
}

std::optional<KeyIdentity>
ReadX25519PrivateKey(const SharedBytes& der)
{
    if (!ReadFramed(der, {{X25519_PRIVATE, X25519_SIZE}}))
    {
        return std::nullopt;
    }
    const SharedBytes number(GetX25519Public(der.Slice(X25519_PRIVATE.size())));
    return KeyIdentity{0, Fingerprint().Add(number).Get()};
}

} // namespace iotledger
} // namespace ns3
