using Microsoft.EntityFrameworkCore;
using OAuthClient.EntityFrameworkCore;

namespace OAuthSample;

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
