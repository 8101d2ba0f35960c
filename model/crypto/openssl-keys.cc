/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "openssl-keys.h"

#include "ns3/abort.h"

#include <cstring>
#include <openssl/ec.h>
#include <openssl/rsa.h>

namespace ns3
{
namespace iotledger
{

namespace
{

/// @return what an i2d function of OpenSSL writes for @p object.
template <typename Encoder, typename T>
SharedBytes
ToDer(Encoder encode, T* object)
{
    const auto size = encode(object, nullptr);
    NS_ABORT_MSG_IF(size <= 0, "OpenSSL cannot encode a key it made");
    std::vector<uint8_t> der(size);
    auto* out = der.data();
    encode(object, &out);
    return SharedBytes(std::move(der));
}

/// Refuses the absurd before it is copied: an RSA-4096 private key takes 2.4 kB.
bool
IsKeySized(const SharedBytes& der)
{
    return !der.IsEmpty() && der.GetSize() <= 65536;
}

bool
HasType(const EVP_PKEY* key, const char* type)
{
    if (key == nullptr || !EVP_PKEY_is_a(key, type))
    {
        return false;
    }
    if (std::strcmp(type, EC_KEY) != 0)
    {
        return true;
    }
    char curve[32] = {};
    return EVP_PKEY_get_group_name(key, curve, sizeof(curve), nullptr) &&
           std::strcmp(curve, "prime256v1") == 0;
}

} // namespace

PkeyHandle
GenerateKey(const char* type, uint32_t bits)
{
    PkeyContext context(EVP_PKEY_CTX_new_from_name(GetOpensslLibrary(), type, nullptr));
    EVP_PKEY* key = nullptr;
    auto done = context && EVP_PKEY_keygen_init(context.get()) > 0;
    if (done && std::strcmp(type, RSA_KEY) == 0)
    {
        done = EVP_PKEY_CTX_set_rsa_keygen_bits(context.get(), static_cast<int>(bits)) > 0;
    }
    if (done && std::strcmp(type, EC_KEY) == 0)
    {
        done = EVP_PKEY_CTX_set_group_name(context.get(), "P-256") > 0;
    }
    done = done && EVP_PKEY_generate(context.get(), &key) > 0;
    NS_ABORT_MSG_IF(!done, "OpenSSL cannot generate a key of type " << type);
    return PkeyHandle(key);
}

KeyPair
EncodeKeyPair(const EVP_PKEY* key)
{
    const Pkcs8Handle pkcs8(EVP_PKEY2PKCS8(key));
    return {ToDer(i2d_PUBKEY, key), ToDer(i2d_PKCS8_PRIV_KEY_INFO, pkcs8.get())};
}

PkeyHandle
DecodePublicKey(const SharedBytes& der, const char* type)
{
    if (!IsKeySized(der))
    {
        return nullptr;
    }
    const ContiguousBytes bytes(der);
    const auto* next = bytes.GetData();
    PkeyHandle key(d2i_PUBKEY_ex(nullptr,
                                 &next,
                                 static_cast<long>(bytes.GetSize()),
                                 GetOpensslLibrary(),
                                 nullptr));
    const auto whole = next == bytes.GetData() + bytes.GetSize();
    return whole && HasType(key.get(), type) ? std::move(key) : nullptr;
}

PkeyHandle
DecodePrivateKey(const SharedBytes& der, const char* type)
{
    if (!IsKeySized(der))
    {
        return nullptr;
    }
    const ContiguousBytes bytes(der);
    const auto* next = bytes.GetData();
    const Pkcs8Handle pkcs8(
        d2i_PKCS8_PRIV_KEY_INFO(nullptr, &next, static_cast<long>(bytes.GetSize())));
    if (!pkcs8 || next != bytes.GetData() + bytes.GetSize())
    {
        return nullptr;
    }
    PkeyHandle key(EVP_PKCS82PKEY_ex(pkcs8.get(), GetOpensslLibrary(), nullptr));
    return HasType(key.get(), type) ? std::move(key) : nullptr;
}

ContiguousBytes::ContiguousBytes(const SharedBytes& bytes)
    : m_bytes(bytes)
{
    if (bytes.GetZeroTail() > 0)
    {
        m_copy = bytes.ToVector();
    }
}

const uint8_t*
ContiguousBytes::GetData() const
{
    return m_bytes.GetZeroTail() > 0 ? m_copy.data() : m_bytes.GetHead();
}

std::size_t
ContiguousBytes::GetSize() const
{
    return m_bytes.GetSize();
}

} // namespace iotledger
} // namespace ns3
