namespace Benchmarks.Measuring;

internal enum Goal
{
    None,
    AtMost,
    AtLeast,
}
