using System.Runtime.CompilerServices;

namespace OAuthClient.EntityFrameworkCore;

/// <summary>A row of one <see cref="TokenKey"/>.</summary>
internal abstract class KeyedRow
{
    // Together 750: as many as fit into an index of PostgreSQL or MySQL, whatever characters they are.
    public const int MostOfProvider = 100;
    public const int MostOfClient = 250;
    public const int MostOfUser = 250;
    public const int MostOfAccount = 150;

    public string Provider { get; set; } = "";

    public string ClientId { get; set; } = "";

    /// <summary>Empty for nobody, who is a user like any other here.</summary>
    public string UserId { get; set; } = "";

    public string Account { get; set; } = "";

    /// <summary>Whether it is this key to the letter; a database may think otherwise.</summary>
    public bool IsOf(TokenKey key) => (Provider, ClientId, UserId, Account) == (key.Provider, key.ClientId, key.User.Id ?? "", key.Account);

    protected void Take(TokenKey key)
    {
        Provider = Short(key.Provider, MostOfProvider);
        ClientId = Short(key.ClientId, MostOfClient);
        UserId = Short(key.User.Id ?? "", MostOfUser);
        Account = Short(key.Account, MostOfAccount);
    }

    private static string Short(string part, int most, [CallerArgumentExpression(nameof(part))] string name = "") => part.Length <= most
        ? part
        : throw new ArgumentException($"A database keeps no {name} longer than {most} characters; this one has {part.Length}. Take a shorter one, such as a digest.", nameof(part));
}
