using OAuthClient.Login;

namespace OAuthClient;

/// <summary>The args of every signal of a login: its user, where it returns to, and the services of the host.</summary>
/// <remarks>Immutable. A dance makes it.</remarks>
public abstract class DanceArgs
{
    private readonly LoginContext _context;

    private protected DanceArgs(LoginContext context) => _context = context;

    /// <summary>The user who began the login.</summary>
    /// <value>
    /// <see cref="OAuthUser.Unknown"/> when the login is to tell who the user is, or when the login could not be found.
    /// </value>
    public OAuthUser User => _context.User;

    /// <summary>Where the user goes when the login has ended.</summary>
    /// <value>The default is <c>/</c>.</value>
    public string ReturnUrl => _context.ReturnUrl;

    /// <summary>The services that the host gave for this call, so that a receiver reaches its own database.</summary>
    /// <value>Null when the host gave none.</value>
    public IServiceProvider? Services => _context.Services;
}
