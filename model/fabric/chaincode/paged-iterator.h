/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PAGED_ITERATOR_H
#define PAGED_ITERATOR_H

#include "ns3/chaincode-container.h"

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @brief Both ends of a query between a chaincode and its peer: the peer collects results into
 * pages, the chaincode takes them one by one and asks for the next page with the last. Internal.
 *
 * To learn whether there is another page the peer takes one result more than fits.
 *
 * Source: Hyperledger Fabric v2.4.3, core/chaincode/query_response_generator.go (pages);
 * fabric-chaincode-go v2, shim/stub.go, CommonIterator.
 */
template <typename T>
class PagedIterator : public ChaincodeIterator<T>
{
  public:
    using Source = std::function<std::optional<T>()>;
    using Fetched = std::function<void(const std::vector<T>& page)>;

    /// @param source the peer's results, none behind the last
    /// @param fetched told of each page that went to the chaincode
    /// @param closed told of the iterator's end
    PagedIterator(Source source, Fetched fetched, std::function<void()> closed)
        : m_source(std::move(source)),
          m_fetched(std::move(fetched)),
          m_closed(std::move(closed))
    {
        Fetch();
    }

    bool HasNext() const override
    {
        return m_position < m_page.size();
    }

    T Next() override
    {
        if (!HasNext())
        {
            throw ChaincodeError("no such key");
        }
        auto result = std::move(m_page[m_position++]);
        if (m_position == m_page.size() && m_hasMore)
        {
            Fetch();
        }
        return result;
    }

    void Close() override
    {
        m_closed();
    }

  private:
    void Fetch()
    {
        m_page = std::exchange(m_pending, {});
        m_position = 0;
        m_hasMore = false;
        while (m_total < ChaincodeContainer::QUERY_LIMIT)
        {
            auto result = m_source();
            if (!result)
            {
                break;
            }
            m_total++;
            if (m_page.size() == ChaincodeContainer::PAGE_SIZE)
            {
                m_pending.push_back(std::move(*result));
                m_hasMore = true;
                break;
            }
            m_page.push_back(std::move(*result));
        }
        m_fetched(m_page);
    }

    Source m_source;
    Fetched m_fetched;
    std::function<void()> m_closed;
    std::vector<T> m_page;    //!< at the chaincode
    std::vector<T> m_pending; //!< at the peer
    std::size_t m_position{0};
    uint32_t m_total{0};
    bool m_hasMore{false};
};

} // namespace iotledger
} // namespace ns3

#endif /* PAGED_ITERATOR_H */
