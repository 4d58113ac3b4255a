using Microsoft.EntityFrameworkCore;
using OAuthClient.EntityFrameworkCore;

namespace OAuthSample;

/// <summary>A user of this application.</summary>
internal sealed class Person
{
    // A GUID is never reused, unlike a number: a cookie may outlive the database.
    public Guid Id { get; set; } = Guid.CreateVersion7();

    public required string Name { get; set; }

    public List<Link> Links { get; } = [];
}

/// <summary>An account at a provider that a user logs in with.</summary>
internal sealed class Link
{
    public required string Provider { get; set; }

    /// <summary>
    /// The name of the account. With a real provider use its id, because a name may pass to another account.
    /// </summary>
    public required string Login { get; set; }

    public Guid PersonId { get; set; }
}

/// <summary>The users, their links, and the tables of the OAuth stores.</summary>
internal sealed class SampleContext(DbContextOptions<SampleContext> options) : DbContext(options)
{
    public DbSet<Person> People => Set<Person>();

    public DbSet<Link> Links => Set<Link>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Link>().HasKey(link => new { link.Provider, link.Login });
        modelBuilder.Entity<Link>().HasIndex(link => new { link.PersonId, link.Provider }).IsUnique();
        modelBuilder.UseOAuthStores();
    }
}
