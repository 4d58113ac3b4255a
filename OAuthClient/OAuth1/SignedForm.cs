using System.Text;

namespace OAuthClient.OAuth1;

/// <summary>A form with the protocol's parameters in it, in place of the caller's own body, which it keeps and disposes.</summary>
internal sealed class SignedForm : ByteArrayContent
{
    public SignedForm(string form, HttpContent? before) : base(Encoding.UTF8.GetBytes(form))
    {
        Before = before;
        if (before is null)
            Headers.ContentType = new(UrlForm.Type);
        foreach (var (name, values) in before?.Headers.NonValidated.Where(header => header.Key != "Content-Length") ?? [])
            Headers.TryAddWithoutValidation(name, values);
    }

    public HttpContent? Before { get; }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Before?.Dispose();
        base.Dispose(disposing);
    }
}
