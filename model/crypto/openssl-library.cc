/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "openssl-library.h"

#include "ns3/abort.h"

#include <climits>
#include <openssl/core_dispatch.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/params.h>
#include <openssl/provider.h>
#include <openssl/rand.h>

namespace ns3
{
namespace iotledger
{

namespace
{

/// What the living RandomScope of this thread answers with; null outside of one.
thread_local std::mt19937_64* t_generator = nullptr;

// The random source below is an OpenSSL provider: provider-rand(7) tells what each function does.

void*
NewRand(void* /* provider */, void* /* parent */, const OSSL_DISPATCH* /* parentFunctions */)
{
    return new int(EVP_RAND_STATE_UNINITIALISED);
}

void
FreeRand(void* state)
{
    delete static_cast<int*>(state);
}

int
Instantiate(void* state,
            unsigned int /* strength */,
            int /* predictionResistance */,
            const unsigned char* /* personalisation */,
            size_t /* personalisationSize */,
            const OSSL_PARAM /* params */[])
{
    *static_cast<int*>(state) = EVP_RAND_STATE_READY;
    return 1;
}

int
Uninstantiate(void* state)
{
    *static_cast<int*>(state) = EVP_RAND_STATE_UNINITIALISED;
    return 1;
}

int
Generate(void* /* state */,
         unsigned char* out,
         size_t size,
         unsigned int /* strength */,
         int /* predictionResistance */,
         const unsigned char* /* additional */,
         size_t /* additionalSize */)
{
    if (t_generator == nullptr)
    {
        return 0;
    }
    while (size > 0)
    {
        auto word = (*t_generator)();
        for (std::size_t i = 0; i < sizeof(word) && size > 0; i++, size--)
        {
            *out++ = static_cast<unsigned char>(word);
            word >>= 8;
        }
    }
    return 1;
}

int
GetRandParams(void* state, OSSL_PARAM params[])
{
    auto* stateParam = OSSL_PARAM_locate(params, OSSL_RAND_PARAM_STATE);
    auto* strength = OSSL_PARAM_locate(params, OSSL_RAND_PARAM_STRENGTH);
    auto* maxRequest = OSSL_PARAM_locate(params, OSSL_RAND_PARAM_MAX_REQUEST);
    return (stateParam == nullptr || OSSL_PARAM_set_int(stateParam, *static_cast<int*>(state))) &&
           (strength == nullptr || OSSL_PARAM_set_uint(strength, 256)) &&
           (maxRequest == nullptr || OSSL_PARAM_set_size_t(maxRequest, INT_MAX));
}

// The generator is thread-local, so there is nothing to lock; OpenSSL insists on the functions.
int
NoLocking(void* /* state */)
{
    return 1;
}

void
NoUnlocking(void* /* state */)
{
}

const OSSL_DISPATCH RAND_FUNCTIONS[] = {
    {OSSL_FUNC_RAND_NEWCTX, reinterpret_cast<void (*)()>(NewRand)},
    {OSSL_FUNC_RAND_FREECTX, reinterpret_cast<void (*)()>(FreeRand)},
    {OSSL_FUNC_RAND_INSTANTIATE, reinterpret_cast<void (*)()>(Instantiate)},
    {OSSL_FUNC_RAND_UNINSTANTIATE, reinterpret_cast<void (*)()>(Uninstantiate)},
    {OSSL_FUNC_RAND_GENERATE, reinterpret_cast<void (*)()>(Generate)},
    {OSSL_FUNC_RAND_GET_CTX_PARAMS, reinterpret_cast<void (*)()>(GetRandParams)},
    {OSSL_FUNC_RAND_ENABLE_LOCKING, reinterpret_cast<void (*)()>(NoLocking)},
    {OSSL_FUNC_RAND_LOCK, reinterpret_cast<void (*)()>(NoLocking)},
    {OSSL_FUNC_RAND_UNLOCK, reinterpret_cast<void (*)()>(NoUnlocking)},
    {0, nullptr},
};

const OSSL_ALGORITHM RAND_ALGORITHMS[] = {
    {"STREAM-RAND", "provider=iot-ledger", RAND_FUNCTIONS, "numbers of a simulation's stream"},
    {nullptr, nullptr, nullptr, nullptr},
};

const OSSL_ALGORITHM*
QueryOperation(void* /* provider */, int operation, int* noCache)
{
    *noCache = 0;
    return operation == OSSL_OP_RAND ? RAND_ALGORITHMS : nullptr;
}

const OSSL_DISPATCH PROVIDER_FUNCTIONS[] = {
    {OSSL_FUNC_PROVIDER_QUERY_OPERATION, reinterpret_cast<void (*)()>(QueryOperation)},
    {0, nullptr},
};

int
InitProvider(const OSSL_CORE_HANDLE* handle,
             const OSSL_DISPATCH* /* coreFunctions */,
             const OSSL_DISPATCH** functions,
             void** provider)
{
    *functions = PROVIDER_FUNCTIONS;
    *provider = const_cast<OSSL_CORE_HANDLE*>(handle);
    return 1;
}

/// The library context with its two providers, in the order in which they must be freed.
class OpensslLibrary
{
  public:
    OpensslLibrary()
        : m_context(OSSL_LIB_CTX_new())
    {
        const auto added = OSSL_PROVIDER_add_builtin(m_context.get(), "iot-ledger", InitProvider);
        m_default.reset(OSSL_PROVIDER_load(m_context.get(), "default"));
        m_stream.reset(OSSL_PROVIDER_load(m_context.get(), "iot-ledger"));
        const auto typed =
            RAND_set_DRBG_type(m_context.get(), "STREAM-RAND", nullptr, nullptr, nullptr);
        NS_ABORT_MSG_IF(!added || !m_default || !m_stream || !typed,
                        "OpenSSL refuses a library context with a random source of its own: "
                            << ERR_error_string(ERR_get_error(), nullptr));
    }

    OSSL_LIB_CTX* Get() const
    {
        return m_context.get();
    }

  private:
    std::unique_ptr<OSSL_LIB_CTX, OpensslFree<OSSL_LIB_CTX_free>> m_context;
    std::unique_ptr<OSSL_PROVIDER, OpensslFree<OSSL_PROVIDER_unload>> m_default;
    std::unique_ptr<OSSL_PROVIDER, OpensslFree<OSSL_PROVIDER_unload>> m_stream;
};

} // namespace

OSSL_LIB_CTX*
GetOpensslLibrary()
{
    static const OpensslLibrary library;
    return library.Get();
}

RandomScope::RandomScope(RandomBytes& stream)
{
    std::seed_seq seed{stream.TakeWord(), stream.TakeWord(), stream.TakeWord(), stream.TakeWord()};
    m_generator.seed(seed);
    t_generator = &m_generator;
}

RandomScope::~RandomScope()
{
    t_generator = nullptr;
}

ErrorScope::ErrorScope()
{
    ERR_set_mark();
}

ErrorScope::~ErrorScope()
{
    ERR_pop_to_mark();
}

} // namespace iotledger
} // namespace ns3
