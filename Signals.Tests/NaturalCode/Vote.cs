namespace NaturalCode;

/// <summary>An answer with implicit conversions, as the answer of a login has.</summary>
internal record Vote(string Text)
{
    public static Vote No { get; } = new("no");

    public static implicit operator Vote?(bool yes) => yes ? null : No;

    public static implicit operator Vote(string text) => new(text);
}

internal sealed record Veto() : Vote("never");
