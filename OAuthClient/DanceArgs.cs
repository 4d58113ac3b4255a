using OAuthClient.Internal;
using OAuthClient.Login;

namespace OAuthClient;

/// <summary>
/// The base class of the args of all login signals: the user, the return URL, and the host's services.
/// </summary>
/// <remarks>Immutable. Only a dance makes instances.</remarks>
public abstract class DanceArgs
{
    private readonly LoginContext _context;

    private protected DanceArgs(LoginContext context) => _context = context;

    /// <summary>The user who began the login.</summary>
    /// <value>
    /// <see cref="OAuthUser.Unknown"/> when the login is to find out who the user is, or when the callback belongs to
    /// no known login.
    /// </value>
    public OAuthUser User => _context.User;

    /// <summary>The address that the user is sent to when the login has ended.</summary>
    /// <value>The default is <c>/</c>.</value>
    public string ReturnUrl => _context.ReturnUrl;

    /// <summary>The data that the host gave when the login began (<see cref="OAuthBeginOptions.Data"/>).</summary>
    /// <value>Empty when the host gave none, and when the callback belongs to no known login.</value>
    public IReadOnlyDictionary<string, Secret> Data => _context.Data;

    /// <summary>
    /// The services that the host gave when it began or finished the login, so that a receiver can reach its database.
    /// </summary>
    /// <value>A provider without services when the host gave none.</value>
    public IServiceProvider Services => _context.Services ?? NoServices.Instance;
}
