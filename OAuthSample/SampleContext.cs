using Microsoft.EntityFrameworkCore;
using OAuthClient.EntityFrameworkCore;

namespace OAuthSample;

/// <summary>A user of this application.</summary>
internal sealed class Person
{
    // Never given twice, unlike a number: a cookie may outlive the database.
    public Guid Id { get; set; } = Guid.CreateVersion7();

    public required string Name { get; set; }

    public List<Link> Links { get; } = [];
}

/// <summary>An account at a provider that a user logs in with.</summary>
internal sealed class Link
{
    public required string Provider { get; set; }

    /// <summary>Who it is there. A real provider has an id that never changes hands, as names do: take that.</summary>
    public required string Login { get; set; }

    public Guid PersonId { get; set; }
}

/// <summary>Users, their links, and beside them the tables of the OAuth stores.</summary>
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
