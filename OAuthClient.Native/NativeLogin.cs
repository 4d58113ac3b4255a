using OAuthClient.Native.Running;

namespace OAuthClient.Native;

/// <summary>
/// Logs a person in from a program without a web server of its own: a command line, a desktop program, an agent (RFC
/// 8252).
/// </summary>
/// <remarks>
/// The address is shown, the system's browser opened, a loopback listener waits for the callback, a person may paste
/// instead, and a device code is shown where the provider gives one. The first to come wins, and the others are
/// cancelled. Nothing runs or listens when the task has ended. Thread-safe: logins may run side by side, and one of
/// them reads the terminal.
/// </remarks>
public static class NativeLogin
{
    /// <summary>Runs a login to its end.</summary>
    /// <remarks>
    /// A failure is an outcome, never thrown: see <see cref="NativeLoginError"/> for the codes that only native logins
    /// have.
    /// </remarks>
    /// <param name="dance">The dance. It needs no redirect URI.</param>
    /// <param name="options">How the login runs.</param>
    /// <param name="cancellationToken">
    /// Ends the login. A token that has come already is stored all the same, and the outcome is returned.
    /// </param>
    /// <returns>How the login ended.</returns>
    /// <exception cref="ArgumentException">
    /// An option is missing or unsafe, or wrong for the provider: as for <see cref="OAuthDance.BeginAsync"/>.
    /// </exception>
    /// <exception cref="InvalidOperationException">The provider has neither logins nor the device grant.</exception>
    /// <exception cref="OperationCanceledException">The cancellation token was cancelled.</exception>
    public static Task<OAuthOutcome> RunAsync(
        OAuthDance dance, NativeLoginOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dance);
        options ??= new();
        options.ThrowIfInvalid();
        cancellationToken.ThrowIfCancellationRequested();
        return LoginRun.RunAsync(dance, options, cancellationToken);
    }
}
