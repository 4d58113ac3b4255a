namespace OAuthHarness.Explaining;

/// <summary>The parties of a dance, as a picture shows them from left to right.</summary>
internal enum Party
{
    /// <summary>The user with a browser, or another device.</summary>
    User,

    /// <summary>The program that logs the user in.</summary>
    Program,

    /// <summary>The receivers of the program's signals.</summary>
    Receivers,

    /// <summary>The stores of the program, for pending logins and tokens.</summary>
    Store,

    /// <summary>The provider.</summary>
    Provider,
}
