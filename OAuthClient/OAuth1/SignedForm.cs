using System.Text;

namespace OAuthClient.OAuth1;

/// <summary>
/// The caller's form with the protocol's parameters behind it, sent in place of the caller's content. It keeps the
/// caller's content, and disposes it with itself.
/// </summary>
internal sealed class SignedForm : ByteArrayContent
{
    public SignedForm(byte[] form, string parameters, HttpContent originalContent) : base(Join(form, parameters))
    {
        OriginalContent = originalContent;
        foreach (var (name, values) in originalContent.Headers.NonValidated)
        {
            if (name != "Content-Length")
                Headers.TryAddWithoutValidation(name, values);
        }
    }

    public HttpContent OriginalContent { get; }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            OriginalContent.Dispose();
        base.Dispose(disposing);
    }

    // The octets of the caller's form stay as they are, in whatever character set.
    private static byte[] Join(byte[] form, string parameters) =>
        [.. form, .. form.Length == 0 ? ""u8 : "&"u8, .. Encoding.ASCII.GetBytes(parameters)];
}
