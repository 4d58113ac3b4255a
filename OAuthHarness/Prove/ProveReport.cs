namespace OAuthHarness.Prove;

/// <summary>Writes the results of a proof as a table.</summary>
internal sealed class ProveReport(TextWriter output, bool isVerbose)
{
    private int _cases;
    private int _fallen;

    public bool HasFalls => _fallen > 0;

    public void WriteHead() => output.WriteLine(
        $"{"flow",-10}{"with",-8}{"store",-10}{"fault",-24}{"cases",7}{"held",7}{"fell",7}");

    public void Write(ProveResult result)
    {
        _cases += result.Cases;
        _fallen += result.Fallen;
        output.WriteLine(result);
        if (!isVerbose)
            return;
        foreach (var fall in result.Falls)
            output.WriteLine($"    {fall}");
    }

    public void WriteSum() => output.WriteLine($"{_cases} cases, {_cases - _fallen} held, {_fallen} fell");
}
