/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef OPENSSL_LIBRARY_H
#define OPENSSL_LIBRARY_H

#include "random-bytes.h"

#include <memory>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <random>

namespace ns3
{
namespace iotledger
{

/// Frees an OpenSSL handle with the function made for its type. Internal.
template <auto Free>
struct OpensslFree
{
    template <typename T>
    void operator()(T* handle) const
    {
        Free(handle);
    }
};

using PkeyHandle = std::unique_ptr<EVP_PKEY, OpensslFree<EVP_PKEY_free>>;
using PkeyContext = std::unique_ptr<EVP_PKEY_CTX, OpensslFree<EVP_PKEY_CTX_free>>;
using CipherHandle = std::unique_ptr<EVP_CIPHER, OpensslFree<EVP_CIPHER_free>>;
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, OpensslFree<EVP_CIPHER_CTX_free>>;
using DigestHandle = std::unique_ptr<EVP_MD, OpensslFree<EVP_MD_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, OpensslFree<EVP_MD_CTX_free>>;
using Pkcs8Handle = std::unique_ptr<PKCS8_PRIV_KEY_INFO, OpensslFree<PKCS8_PRIV_KEY_INFO_free>>;
using X509Handle = std::unique_ptr<X509, OpensslFree<X509_free>>;
using X509Store = std::unique_ptr<X509_STORE, OpensslFree<X509_STORE_free>>;
using X509StoreContext = std::unique_ptr<X509_STORE_CTX, OpensslFree<X509_STORE_CTX_free>>;

/**
 * @return the OpenSSL library context of this module: OpenSSL's default provider plus a random
 * source that answers only while a RandomScope lives.
 *
 * It is shared by the process because it takes about a hundred kilobytes. It holds algorithm
 * tables only; nothing in it passes from one operation to the next, so sharing it cannot couple
 * nodes.
 */
OSSL_LIB_CTX* GetOpensslLibrary();

/**
 * While it lives, all randomness OpenSSL uses on this thread (key candidates, ECDSA nonces, OAEP
 * seeds, blinding) comes from a generator seeded by a few words of one node's stream.
 *
 * Seeding anew for each operation keeps the stream's position independent of how much randomness
 * an OpenSSL version uses. Internal; scopes do not nest.
 */
class RandomScope
{
  public:
    explicit RandomScope(RandomBytes& stream);
    ~RandomScope();
    RandomScope(const RandomScope&) = delete;
    RandomScope& operator=(const RandomScope&) = delete;

  private:
    std::mt19937_64 m_generator;
};

/// Takes back what failing operations leave in OpenSSL's error queue. Internal.
class ErrorScope
{
  public:
    ErrorScope();
    ~ErrorScope();
    ErrorScope(const ErrorScope&) = delete;
    ErrorScope& operator=(const ErrorScope&) = delete;
};

} // namespace iotledger
} // namespace ns3

#endif /* OPENSSL_LIBRARY_H */
