using System.Globalization;

namespace Benchmarks.Ratios;

/// <summary>ratios [filter] [--processes N] [--quick]</summary>
internal sealed record Options(string Filter, int Processes, bool Quick, int Seed)
{
    public const string Command = "ratios";
    public const string ChildCommand = "ratios-child";

    public static Options Parse(IEnumerable<string> arguments)
    {
        var options = new Options("", 3, false, 1);
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out var word))
            options = word switch
            {
                "--processes" => options with { Processes = Number(rest) },
                "--seed" => options with { Seed = Number(rest) },
                "--quick" => options with { Quick = true },
                _ when word.StartsWith('-') => throw new ArgumentException($"{word} is no option; there are --processes N and --quick."),
                _ => options with { Filter = word },
            };
        return options;
    }

    public IEnumerable<string> ForChild(int number)
    {
        string[] always = [ChildCommand, Filter, "--seed", number.ToString(CultureInfo.InvariantCulture)];
        return Quick ? [.. always, "--quick"] : always;
    }

    private static int Number(Queue<string> rest) =>
        rest.TryDequeue(out var word) && int.TryParse(word, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException("A number above zero is missing.");
}
