using System.Text;

namespace OAuthClient.OAuth1;

/// <summary>The octets of a form as ASCII text: octets that are not ASCII are percent-encoded.</summary>
/// <remarks>The signature does not change by that, and no character set is guessed.</remarks>
internal static class FormText
{
    public static string FromOctets(ReadOnlySpan<byte> octets)
    {
        if (Ascii.IsValid(octets))
            return Encoding.ASCII.GetString(octets);
        using var text = new AsciiBuilder();
        foreach (var octet in octets)
        {
            if (octet < 128)
                text.Append(octet);
            else
                text.AppendEscape(octet);
        }
        return text.ToText();
    }
}
