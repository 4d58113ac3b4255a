namespace OAuthSample;

/// <summary>A user of this application.</summary>
internal sealed class Person
{
    // A GUID is never reused, unlike a number: a cookie may outlive the database.
    public Guid Id { get; set; } = Guid.CreateVersion7();

    public required string Name { get; set; }

    public List<Link> Links { get; } = [];
}
