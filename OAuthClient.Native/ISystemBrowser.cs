namespace OAuthClient.Native;

/// <summary>Opens an address in the person's browser. Implementations are thread-safe.</summary>
/// <remarks>
/// A browser that does not open ends no login: the address is shown before. Never give the address to a web view that
/// the program can read (RFC 8252 section 8.12).
/// </remarks>
public interface ISystemBrowser
{
    /// <summary>Opens an address. Returns as soon as the browser was asked.</summary>
    /// <param name="address">The address: https, or http at a loopback host.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>Null if a browser was asked; otherwise why none was, as a clause for a person.</returns>
    ValueTask<string?> OpenAsync(Uri address, CancellationToken cancellationToken);
}
