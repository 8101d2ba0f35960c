/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "openssl-operations.h"

#include "openssl-keys.h"

#include "ns3/abort.h"

#include <algorithm>
#include <array>
#include <openssl/rsa.h>

namespace ns3
{
namespace iotledger
{

namespace
{

/// Stands for the virtual tail of a string, a piece at a time.
const std::array<uint8_t, 16384> ZEROS{};

/// Hands @p bytes to @p update in pieces that fit an int, without materialising virtual zeros.
template <typename Update>
bool
ForEachPiece(const SharedBytes& bytes, Update update)
{
    constexpr std::size_t limit = 1 << 30;
    for (std::size_t done = 0; done < bytes.GetHeadSize();)
    {
        const auto size = std::min(bytes.GetHeadSize() - done, limit);
        if (!update(bytes.GetHead() + done, size))
        {
            return false;
        }
        done += size;
    }
    for (auto left = bytes.GetZeroTail(); left > 0;)
    {
        const auto size = std::min<uint64_t>(left, ZEROS.size());
        if (!update(ZEROS.data(), size))
        {
            return false;
        }
        left -= size;
    }
    return true;
}

/// Runs a cipher over @p input. @p finish is called before the last block.
/// @return [B] what was written to @p output
template <typename Finish>
std::optional<std::size_t>
RunCipher(EVP_CIPHER_CTX* context, const SharedBytes& input, uint8_t* output, Finish finish)
{
    auto* out = output;
    int written = 0;
    auto done = ForEachPiece(input, [&](const uint8_t* data, std::size_t size) {
        const auto ok = EVP_CipherUpdate(context, out, &written, data, static_cast<int>(size)) > 0;
        out += ok ? written : 0;
        return ok;
    });
    done = done && finish() && EVP_CipherFinal_ex(context, out, &written) > 0;
    return done ? std::optional<std::size_t>(out + written - output) : std::nullopt;
}

/// @return a cipher context ready to seal or open; null if key or IV do not fit the mode.
CipherContext
StartCipher(AesMode mode, const SharedBytes& key, const SharedBytes& iv, bool seal)
{
    const auto& sizes = GetAesSizes(mode);
    if (key.GetSize() != sizes.key || iv.GetSize() != sizes.iv)
    {
        return nullptr;
    }
    const CipherHandle cipher(EVP_CIPHER_fetch(GetOpensslLibrary(), sizes.name, nullptr));
    CipherContext context(EVP_CIPHER_CTX_new());
    const ContiguousBytes keyBytes(key);
    const ContiguousBytes ivBytes(iv);
    const auto done = EVP_CipherInit_ex2(context.get(),
                                         cipher.get(),
                                         keyBytes.GetData(),
                                         ivBytes.GetData(),
                                         seal ? 1 : 0,
                                         nullptr) > 0;
    NS_ABORT_MSG_IF(!done, "OpenSSL has no " << sizes.name);
    return context;
}

/// What EVP_PKEY_encrypt, _decrypt and _sign have in common: ask for the size, then for the bytes.
template <typename Init, typename Run>
std::optional<SharedBytes>
RunKeyOperation(EVP_PKEY* key, Init init, Run run, const uint8_t* data, std::size_t size)
{
    const PkeyContext context(EVP_PKEY_CTX_new_from_pkey(GetOpensslLibrary(), key, nullptr));
    std::size_t outputSize = 0;
    if (!context || !init(context.get()) ||
        run(context.get(), nullptr, &outputSize, data, size) <= 0)
    {
        return std::nullopt;
    }
    Bytes output(outputSize);
    if (run(context.get(), output.data(), &outputSize, data, size) <= 0)
    {
        return std::nullopt;
    }
    output.resize(outputSize);
    return SharedBytes(std::move(output));
}

} // namespace

const AesSizes&
GetAesSizes(AesMode mode)
{
    static constexpr AesSizes SIZES[] = {{"AES-128-GCM", 16, 12, 16, 1},
                                         {"AES-256-GCM", 32, 12, 16, 1},
                                         {"AES-128-CBC", 16, 16, 0, 16},
                                         {"AES-256-CBC", 32, 16, 0, 16}};
    return SIZES[static_cast<std::size_t>(mode)];
}

std::optional<SharedBytes>
OaepEncrypt(EVP_PKEY* key, const SharedBytes& plaintext)
{
    const ContiguousBytes bytes(plaintext);
    const auto init = [](EVP_PKEY_CTX* context) {
        return EVP_PKEY_encrypt_init(context) > 0 &&
               EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) > 0;
    };
    return RunKeyOperation(key, init, EVP_PKEY_encrypt, bytes.GetData(), bytes.GetSize());
}

std::optional<SharedBytes>
OaepDecrypt(EVP_PKEY* key, const SharedBytes& ciphertext)
{
    const ContiguousBytes bytes(ciphertext);
    const auto init = [](EVP_PKEY_CTX* context) {
        return EVP_PKEY_decrypt_init(context) > 0 &&
               EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) > 0;
    };
    return RunKeyOperation(key, init, EVP_PKEY_decrypt, bytes.GetData(), bytes.GetSize());
}

std::optional<std::size_t>
AesSealTo(AesMode mode,
          const SharedBytes& key,
          const SharedBytes& iv,
          const SharedBytes& plaintext,
          uint8_t* ciphertext,
          uint8_t* tag)
{
    const auto context = StartCipher(mode, key, iv, true);
    const auto tagSize = static_cast<int>(GetAesSizes(mode).tag);
    const auto size = context ? RunCipher(context.get(), plaintext, ciphertext, [] { return true; })
                              : std::nullopt;
    const auto done =
        size && (tagSize == 0 ||
                 EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, tagSize, tag) > 0);
    return done ? size : std::nullopt;
}

std::optional<std::size_t>
AesOpenTo(AesMode mode, const SharedBytes& key, const AesSealed& sealed, uint8_t* plaintext)
{
    const auto context = StartCipher(mode, key, sealed.iv, false);
    if (!context || sealed.tag.GetSize() != GetAesSizes(mode).tag)
    {
        return std::nullopt;
    }
    auto tag = sealed.tag.ToVector();
    return RunCipher(context.get(), sealed.ciphertext, plaintext, [&] {
        return tag.empty() || EVP_CIPHER_CTX_ctrl(context.get(),
                                                  EVP_CTRL_AEAD_SET_TAG,
                                                  static_cast<int>(tag.size()),
                                                  tag.data()) > 0;
    });
}

std::optional<AesSealed>
AesSeal(AesMode mode, const SharedBytes& key, const SharedBytes& iv, const SharedBytes& plaintext)
{
    Bytes ciphertext(plaintext.GetSize() + EVP_MAX_BLOCK_LENGTH);
    Bytes tag(GetAesSizes(mode).tag);
    const auto size = AesSealTo(mode, key, iv, plaintext, ciphertext.data(), tag.data());
    if (!size)
    {
        return std::nullopt;
    }
    ciphertext.resize(*size);
    return AesSealed{iv, SharedBytes(std::move(tag)), SharedBytes(std::move(ciphertext))};
}

std::optional<SharedBytes>
AesOpen(AesMode mode, const SharedBytes& key, const AesSealed& sealed)
{
    Bytes plaintext(sealed.ciphertext.GetSize() + EVP_MAX_BLOCK_LENGTH);
    const auto size = AesOpenTo(mode, key, sealed, plaintext.data());
    if (!size)
    {
        return std::nullopt;
    }
    plaintext.resize(*size);
    return SharedBytes(std::move(plaintext));
}

Bytes
Sha256Digest(const SharedBytes& data)
{
    const DigestHandle sha256(EVP_MD_fetch(GetOpensslLibrary(), "SHA2-256", nullptr));
    const DigestContext context(EVP_MD_CTX_new());
    Bytes digest(32);
    auto done = EVP_DigestInit_ex2(context.get(), sha256.get(), nullptr) > 0;
    done = done && ForEachPiece(data, [&](const uint8_t* bytes, std::size_t size) {
               return EVP_DigestUpdate(context.get(), bytes, size) > 0;
           });
    done = done && EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) > 0;
    NS_ABORT_MSG_IF(!done, "OpenSSL has no SHA-256");
    return digest;
}

std::optional<SharedBytes>
EcdsaSignDigest(EVP_PKEY* key, const Bytes& digest)
{
    const auto init = [](EVP_PKEY_CTX* context) { return EVP_PKEY_sign_init(context) > 0; };
    return RunKeyOperation(key, init, EVP_PKEY_sign, digest.data(), digest.size());
}

bool
EcdsaVerifyDigest(EVP_PKEY* key, const Bytes& digest, const SharedBytes& signature)
{
    const PkeyContext context(EVP_PKEY_CTX_new_from_pkey(GetOpensslLibrary(), key, nullptr));
    const ContiguousBytes bytes(signature);
    return context && EVP_PKEY_verify_init(context.get()) > 0 &&
           EVP_PKEY_verify(context.get(),
                           bytes.GetData(),
                           bytes.GetSize(),
                           digest.data(),
                           digest.size()) == 1;
}

std::optional<SharedBytes>
DeriveSecret(EVP_PKEY* privateKey, EVP_PKEY* peerPublicKey)
{
    const PkeyContext context(EVP_PKEY_CTX_new_from_pkey(GetOpensslLibrary(), privateKey, nullptr));
    Bytes secret(32);
    std::size_t size = secret.size();
    if (!context || EVP_PKEY_derive_init(context.get()) <= 0 ||
        EVP_PKEY_derive_set_peer(context.get(), peerPublicKey) <= 0 ||
        EVP_PKEY_derive(context.get(), secret.data(), &size) <= 0)
    {
        return std::nullopt;
    }
    return SharedBytes(std::move(secret));
}

X509Handle
DecodeCertificate(const SharedBytes& der)
{
    const ContiguousBytes bytes(der);
    const auto* next = bytes.GetData();
    auto* certificate = X509_new_ex(GetOpensslLibrary(), nullptr);
    // On failure d2i_X509 frees the certificate and leaves a null pointer.
    d2i_X509(&certificate, &next, static_cast<long>(bytes.GetSize()));
    X509Handle handle(certificate);
    return next == bytes.GetData() + bytes.GetSize() ? std::move(handle) : nullptr;
}

bool
VerifyCertificate(const SharedBytes& certificate, const SharedBytes& issuer, int64_t epoch)
{
    const auto leaf = DecodeCertificate(certificate);
    const auto anchor = DecodeCertificate(issuer);
    const X509Store store(X509_STORE_new());
    const X509StoreContext context(X509_STORE_CTX_new_ex(GetOpensslLibrary(), nullptr));
    if (!leaf || !anchor || X509_STORE_add_cert(store.get(), anchor.get()) <= 0 ||
        X509_STORE_CTX_init(context.get(), store.get(), leaf.get(), nullptr) <= 0)
    {
        return false;
    }
    // The issuer is trusted as it stands, whether or not it is self-signed.
    auto* parameters = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN);
    X509_VERIFY_PARAM_set_time(parameters, epoch);
    if (X509_verify_cert(context.get()) != 1)
    {
        return false;
    }
    // OpenSSL takes a trusted certificate for valid without looking who signed it.
    return sk_X509_num(X509_STORE_CTX_get0_chain(context.get())) == 2 ||
           X509_self_signed(leaf.get(), 1) == 1;
}

} // namespace iotledger
} // namespace ns3
