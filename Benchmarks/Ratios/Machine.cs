using System.Runtime.InteropServices;

namespace Benchmarks.Ratios;

internal static class Machine
{
    private const string CpuInfo = "/proc/cpuinfo";

    public static string Describe() => string.Join(
        ", ",
        $"machine: {Environment.ProcessorCount} cores",
        Cpu(),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        RuntimeInformation.ProcessArchitecture);

    private static string Cpu()
    {
        if (!File.Exists(CpuInfo))
            return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown CPU";
        var lines = File.ReadLines(CpuInfo);
        var model = lines.FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        return model?.Split(':')[^1].Trim() ?? "unknown CPU";
    }
}
