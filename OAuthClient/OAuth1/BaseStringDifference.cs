namespace OAuthClient.OAuth1;

/// <summary>Describes the first difference between two base strings. It shows no secret.</summary>
internal static class BaseStringDifference
{
    public static string Describe(string ours, string theirs)
    {
        if (ours == theirs)
        {
            return "The base strings are the same. So the difference is in the key, the signature method, "
                + "or what happened to the signature on its way.";
        }
        var our = ours.Split('&');
        var their = theirs.Split('&');
        if (their.Length != 3)
        {
            return "The other text is no base string: that is three parts with & between them, "
                + $"and this has {their.Length}.";
        }
        if (our[0] != their[0])
            return $"The method differs: ours is {our[0]}, theirs is {(IsHttpMethod(their[0]) ? their[0] : "none")}.";
        return our[1] != their[1]
            ? DescribeAddresses(Decode(our[1]), Decode(their[1]))
            : DescribeParameters(Decode(our[2]).Split('&'), Decode(their[2]).Split('&'));
    }

    // A text that is no HTTP method may be a secret.
    private static bool IsHttpMethod(string text) => text.Length is > 0 and <= 10 && text.All(char.IsAsciiLetter);

    private static string DescribeAddresses(string our, string their) =>
        $"The address differs {DescribePosition(our, their)}\n  ours    {our}\n  theirs  {WithoutQuery(their)}";

    private static string WithoutQuery(string address) =>
        address.Split('?', 2) is [var before, _] ? $"{before}?… (a query does not belong here)" : address;

    private static string DescribeParameters(string[] ours, string[] theirs)
    {
        var index = ours.Zip(theirs).TakeWhile(pair => pair.First == pair.Second).Count();
        var our = ours.ElementAtOrDefault(index);
        var their = theirs.ElementAtOrDefault(index);
        var difference = (our, their) switch
        {
            (null, _) => "theirs has one more",
            (_, null) => "theirs has one less",
            _ when ParameterName(our) == ParameterName(their) => $"the value of '{ParameterName(our)}' differs {DescribePosition(our, their)}",
            _ when !theirs.Contains(our) && ours.Contains(their) => "theirs lacks one of ours",
            _ when ours.Contains(our) && theirs.Contains(our) && ours.Contains(their) => "they are in another order",
            _ => "theirs has one that ours has not",
        };
        return $"The parameters differ from the {FormatOrdinal(index + 1)} on: {difference}\n"
            + $"  ours    {MaskParameter(our)}\n  theirs  {MaskParameter(their)}";
    }

    private static string DescribePosition(string one, string other)
    {
        var equalCount = one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"from character {equalCount + 1} on";
    }

    private static string MaskParameter(string? parameter)
    {
        if (parameter is null)
            return "(none)";
        var name = ParameterName(parameter);
        var value = parameter[Math.Min(name.Length + 1, parameter.Length)..];
        return $"{name}={SecretParameters.MaskValue(name, value)}";
    }

    private static string ParameterName(string parameter) => parameter.Split('=')[0];

    private static string Decode(string part) => Uri.UnescapeDataString(part);

    private static string FormatOrdinal(int number) => (number % 100) switch
    {
        11 or 12 or 13 => $"{number}th",
        _ => (number % 10) switch { 1 => $"{number}st", 2 => $"{number}nd", 3 => $"{number}rd", _ => $"{number}th" },
    };
}
