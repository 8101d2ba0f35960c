/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "rate-recording.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <regex>
#include <stdexcept>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace fs = std::filesystem;

namespace raterecording
{

namespace
{

std::string
ToUpper(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return static_cast<char>(std::toupper(c));
    });
    return text;
}

/// @return 4 bytes as they stand in a file of this format.
std::array<unsigned char, 4>
Split(uint32_t value, bool isBigEndian)
{
    std::array<unsigned char, 4> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
    {
        const std::size_t place = isBigEndian ? bytes.size() - 1 - i : i;
        bytes[place] = static_cast<unsigned char>(value >> (8 * i));
    }
    return bytes;
}

uint32_t
Join(const std::string& data, std::size_t offset, bool isBigEndian)
{
    uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
    {
        const std::size_t place = isBigEndian ? i : 3 - i;
        value = value << 8 | static_cast<unsigned char>(data[offset + place]);
    }
    return value;
}

std::string
EncodeBinary(const RateRecording& recording, bool isBigEndian)
{
    std::string data;
    const auto append = [&](double value) {
        for (const unsigned char byte : Split(static_cast<uint32_t>(value), isBigEndian))
        {
            data += static_cast<char>(byte);
        }
    };
    append(recording.size());
    std::for_each(recording.begin(), recording.end(), append);
    return data;
}

std::optional<RateRecording>
DecodeBinary(const std::string& data, bool isBigEndian)
{
    if (data.size() < 4 || (data.size() - 4) / 4 < Join(data, 0, isBigEndian))
    {
        return std::nullopt;
    }
    RateRecording recording(Join(data, 0, isBigEndian));
    for (std::size_t i = 0; i < recording.size(); ++i)
    {
        recording[i] = Join(data, 4 * (i + 1), isBigEndian);
    }
    return recording;
}

/// As JavaScript's parseInt: the whole number that a line begins with.
double
ParseLine(const std::string& line)
{
    const char* text = line.c_str();
    char* end = nullptr;
    const long long value = std::strtoll(text, &end, 10);
    return end == text ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(value);
}

RateRecording
DecodeText(const std::string& data)
{
    RateRecording recording;
    std::size_t start = 0;
    for (std::size_t end = 0; end != std::string::npos; start = end + 1)
    {
        end = data.find('\n', start);
        recording.push_back(ParseLine(data.substr(start, end - start)));
    }
    return recording;
}

} // namespace

bool
IsFormat(const std::string& format)
{
    const std::string name = ToUpper(format);
    return name == "TEXT" || name == "BIN_BE" || name == "BIN_LE";
}

std::string
Encode(const RateRecording& recording, const std::string& format)
{
    const std::string name = ToUpper(format);
    if (name == "BIN_BE" || name == "BIN_LE")
    {
        return EncodeBinary(recording, name == "BIN_BE");
    }
    std::string text;
    for (const double time : recording)
    {
        text += std::to_string(static_cast<int64_t>(time)) + "\n";
    }
    return text;
}

std::optional<RateRecording>
Decode(const std::string& data, const std::string& format)
{
    const std::string name = ToUpper(format);
    return name == "BIN_BE" || name == "BIN_LE" ? DecodeBinary(data, name == "BIN_BE")
                                                : DecodeText(data);
}

std::optional<std::string>
ReadFile(const std::string& path)
{
    std::ifstream stream(path, std::ios::binary);
    std::error_code ignored;
    if (!stream || fs::is_directory(path, ignored))
    {
        return std::nullopt;
    }
    return std::string{std::istreambuf_iterator<char>(stream), {}};
}

std::string
FillTemplate(const std::string& pathTemplate, uint32_t round, uint32_t worker)
{
    static const std::regex roundMark("<R>", std::regex::icase);
    static const std::regex workerMark("<C>", std::regex::icase);
    const auto path = std::regex_replace(pathTemplate, roundMark, std::to_string(round));
    return std::regex_replace(path, workerMark, std::to_string(worker));
}

} // namespace raterecording

void
RateRecordings::Load(const WorkloadSpec& spec, const std::string& folder)
{
    for (uint32_t round = 0; round < spec.rounds.size(); ++round)
    {
        for (uint32_t worker = 0; worker < spec.workers; ++worker)
        {
            LoadFor(spec.rounds[round].rateControl, folder, round, worker);
        }
    }
}

void
RateRecordings::LoadFor(const RateControlSpec& spec,
                        const std::string& folder,
                        uint32_t round,
                        uint32_t worker)
{
    for (const auto& inner : spec.controllers)
    {
        LoadFor(inner, folder, round, worker);
    }
    const auto name = raterecording::FillTemplate(spec.GetText("pathTemplate"), round, worker);
    if (spec.type == "record-rate")
    {
        m_expected.insert(name);
    }
    if (spec.type != "replay-rate" || m_expected.count(name) > 0 || Find(name))
    {
        return;
    }
    const std::string path = (fs::path(folder) / name).string();
    const auto data = raterecording::ReadFile(path);
    if (!data)
    {
        throw std::invalid_argument(path + ": pathTemplate: expected a recording that can be read");
    }
    const auto recording = raterecording::Decode(*data, spec.GetText("inputFormat"));
    if (!recording)
    {
        throw std::invalid_argument(path +
                                    ": inputFormat: expected as many 32-bit numbers as the "
                                    "first one says, got " +
                                    std::to_string(data->size()) + " bytes");
    }
    m_recordings[name] = *recording;
}

void
RateRecordings::Put(const std::string& path, const std::string& format, RateRecording recording)
{
    m_recordings[path] = std::move(recording);
    m_made[path] = format;
}

const RateRecording*
RateRecordings::Find(const std::string& path) const
{
    const auto found = m_recordings.find(path);
    return found == m_recordings.end() ? nullptr : &found->second;
}

void
RateRecordings::Write(const std::string& folder) const
{
    for (const auto& [name, format] : m_made)
    {
        const fs::path path = fs::path(folder) / name;
        std::error_code ignored;
        fs::create_directories(path.parent_path(), ignored);
        std::ofstream stream(path, std::ios::binary);
        stream << raterecording::Encode(m_recordings.at(name), format);
        stream.close();
        if (!stream)
        {
            throw std::runtime_error("cannot write the recording " + path.string());
        }
    }
}

} // namespace iotledger
} // namespace ns3
