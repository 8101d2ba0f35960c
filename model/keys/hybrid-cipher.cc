/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "hybrid-cipher.h"

namespace ns3
{
namespace iotledger
{

Costed<std::optional<HybridSealed>>
HybridSeal(Crypto& crypto, AesMode mode, const SharedBytes& publicKey, const SharedBytes& plaintext)
{
    const auto key = crypto.GenerateAesKey(mode);
    const auto sealed = crypto.AesEncrypt(mode, key, plaintext);
    const auto wrapped = crypto.RsaEncrypt(publicKey, key);
    std::optional<HybridSealed> data;
    if (wrapped.value)
    {
        data = HybridSealed{*wrapped.value, sealed.value};
    }
    return {std::move(data), sealed.cost + wrapped.cost};
}

Costed<std::optional<SharedBytes>>
HybridOpen(Crypto& crypto, AesMode mode, const SharedBytes& privateKey, const HybridSealed& data)
{
    const auto key = crypto.RsaDecrypt(privateKey, data.wrappedKey);
    if (!key.value)
    {
        return {std::nullopt, key.cost};
    }
    auto opened = crypto.AesDecrypt(mode, *key.value, data.sealed);
    return {std::move(opened.value), key.cost + opened.cost};
}

} // namespace iotledger
} // namespace ns3
