namespace Restpy.Backups.PgBackRest;

/// <summary>The daily backup and the weekly drill, as files for systemd and a file for cron.</summary>
internal static class PgBackRestTimers
{
    /// <param name="command">How Restpy is started on the database host.</param>
    public static IEnumerable<(string Name, string Text)> Files(string command) =>
    [
        ("restpy-backup.service", Service("Full backup of Restpy's database", $"{command} backup now")),
        ("restpy-backup.timer", Timer("Daily backup of Restpy's database", "*-*-* 03:30:00")),
        ("restpy-drill.service", Service("Restore of Restpy's newest backup, as a drill", $"{command} backup drill")),
        ("restpy-drill.timer", Timer("Weekly drill of Restpy's backups", "Sun *-*-* 05:00:00")),
        ("restpy-backup.cron", $"""
            # For /etc/cron.d, where systemd is missing. Times are the machine's.
            30 3 * * *  root  {command} backup now
            0  5 * * 0  root  {command} backup drill

            """),
    ];

    // Persistent: a machine that was off at that time catches up.
    private static string Timer(string description, string when) => $"""
        [Unit]
        Description={description}

        [Timer]
        OnCalendar={when}
        Persistent=true

        [Install]
        WantedBy=timers.target

        """;

    private static string Service(string description, string command) => $"""
        [Unit]
        Description={description}
        After=network-online.target postgresql.service

        [Service]
        Type=oneshot
        ExecStart={command}
        EnvironmentFile=-/etc/restpy/backup.env

        """;
}
