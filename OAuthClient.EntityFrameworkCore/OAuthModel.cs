using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OAuthClient.EntityFrameworkCore;

/// <summary>Adds the tables of the stores to a context. Thread-safe.</summary>
public static class OAuthModel
{
    private const int DigestLength = 43;

    /// <summary>
    /// Adds the tables <c>oauth_tokens</c>, <c>oauth_leases</c>, <c>oauth_pending_dances</c> and
    /// <c>oauth_registrations</c> to the model of a context: call it in <c>OnModelCreating</c>.
    /// </summary>
    /// <remarks>
    /// It does not create the tables: use a migration of yours, or <c>EnsureCreated</c>. Only
    /// <see cref="EntityRegistrationStore"/> uses <c>oauth_registrations</c>.
    /// </remarks>
    /// <param name="model">The model.</param>
    /// <returns>The model.</returns>
    public static ModelBuilder UseOAuthStores(this ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<TokenRow>(AddTokens);
        model.Entity<LeaseRow>(AddLeases);
        model.Entity<DanceRow>(AddDances);
        model.Entity<RegistrationRow>(AddRegistrations);
        return model;
    }

    private static void AddTokens(EntityTypeBuilder<TokenRow> table)
    {
        AddKey(table.ToTable("oauth_tokens"));
        table.Property(row => row.Version).HasColumnName("version");
        table.Property(row => row.Token).HasColumnName("token");
    }

    private static void AddLeases(EntityTypeBuilder<LeaseRow> table)
    {
        AddKey(table.ToTable("oauth_leases"));
        table.Property(row => row.Owner).HasColumnName("owner");
        table.Property(row => row.ExpiresAt).HasColumnName("until");
    }

    private static void AddDances(EntityTypeBuilder<DanceRow> table)
    {
        table.ToTable("oauth_pending_dances").HasKey(row => row.Number);
        table.Property(row => row.Number).HasColumnName("number").ValueGeneratedOnAdd();
        table.Property(row => row.IdDigest).HasColumnName("handle").HasMaxLength(DigestLength);
        table.Property(row => row.BrowserDigest).HasColumnName("browser").HasMaxLength(DigestLength);
        table.Property(row => row.Dance).HasColumnName("dance");
        table.Property(row => row.Callback).HasColumnName("taken_by");
        table.Property(row => row.TakenAt).HasColumnName("taken_at");
        table.Property(row => row.TakeId).HasColumnName("taker");
        table.Property(row => row.Outcome).HasColumnName("outcome");
        table.Property(row => row.DeleteAfter).HasColumnName("gone_at");
        table.HasIndex(row => row.IdDigest).IsUnique();
        table.HasIndex(row => row.BrowserDigest);
        table.HasIndex(row => row.DeleteAfter);
    }

    private static void AddRegistrations(EntityTypeBuilder<RegistrationRow> table)
    {
        table.ToTable("oauth_registrations").HasKey(row => row.Name);
        table.Property(row => row.Name).HasColumnName("name").HasMaxLength(RegistrationRow.NameLength);
        table.Property(row => row.Version).HasColumnName("version");
        table.Property(row => row.Registration).HasColumnName("registration");
    }

    private static void AddKey<T>(EntityTypeBuilder<T> table) where T : KeyedRow
    {
        table.HasKey(row => new { row.Provider, row.ClientId, row.UserId, row.Account });
        table.Property(row => row.Provider).HasColumnName("provider").HasMaxLength(KeyedRow.MaxProviderLength);
        table.Property(row => row.ClientId).HasColumnName("client_id").HasMaxLength(KeyedRow.MaxClientIdLength);
        table.Property(row => row.UserId).HasColumnName("user_id").HasMaxLength(KeyedRow.MaxUserIdLength);
        table.Property(row => row.Account).HasColumnName("account").HasMaxLength(KeyedRow.MaxAccountLength);
    }
}
