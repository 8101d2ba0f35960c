/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CHAINCODE_ITERATOR_H
#define CHAINCODE_ITERATOR_H

namespace ns3
{
namespace iotledger
{

/// Results of a query, fetched from the peer a page at a time.
template <typename T>
class ChaincodeIterator
{
  public:
    virtual ~ChaincodeIterator() = default;
    virtual bool HasNext() const = 0;
    virtual T Next() = 0;     //!< throws ChaincodeError behind the last one
    virtual void Close() = 0; //!< tells the peer that no more is wanted
};

} // namespace iotledger
} // namespace ns3

#endif /* CHAINCODE_ITERATOR_H */
