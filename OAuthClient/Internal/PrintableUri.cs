namespace OAuthClient.Internal;

/// <summary>
/// An address that prints as it is sent. <see cref="Uri"/> itself prints spaces and other letters unescaped, so that a
/// terminal or a mail program would end the link there.
/// </summary>
internal sealed class PrintableUri(Uri address) : Uri(address.OriginalString), ISpanFormattable
{
    public override string ToString() => AbsoluteUri;

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => AbsoluteUri;

    bool ISpanFormattable.TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        charsWritten = AbsoluteUri.Length;
        if (AbsoluteUri.TryCopyTo(destination))
            return true;
        charsWritten = 0;
        return false;
    }
}
