//! `candor keys` and `candor users`

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::{BAD_CONFIG, BAD_USE, Common};
use crate::{
    accounts::{self, ApiKey, Directory, StoredKey, StoredUser},
    config::{self, Environment},
    domain::{Clock, Role, SystemClock, TenantId},
    store,
};

/// Makes, lists and revokes API keys. A running gateway takes them over within a second.
#[derive(Debug, Args)]
pub(super) struct Keys {
    #[command(subcommand)]
    command: KeyCommand,
}

#[derive(Debug, Subcommand)]
enum KeyCommand {
    /// Make a key and show it, once: only its hash is kept.
    Create {
        /// The tenant it is for.
        #[arg(long)]
        tenant: String,
        /// A name to tell it by.
        #[arg(long, default_value = "key")]
        name: String,
    },
    /// The keys, without the keys themselves.
    List {
        /// Only those of this tenant.
        #[arg(long)]
        tenant: Option<String>,
    },
    /// Revoke the keys of that name.
    Revoke {
        /// The tenant.
        #[arg(long)]
        tenant: String,
        /// The name it was made with.
        #[arg(long)]
        name: String,
    },
}

/// Adds, lists and disables people who sign in to the pages.
#[derive(Debug, Args)]
pub(super) struct Users {
    #[command(subcommand)]
    command: UserCommand,
}

#[derive(Debug, Subcommand)]
enum UserCommand {
    /// Add a person, or give one a new password; it is shown once.
    Add {
        /// The name to sign in with.
        name: String,
        /// The tenant.
        #[arg(long)]
        tenant: String,
        /// copywriter: writes in the studio; compliance: reviews as well; auditor: reads only.
        #[arg(long, default_value = "copywriter", value_parser = ["copywriter", "compliance", "auditor"])]
        role: String,
    },
    /// Everybody, without passwords.
    List,
    /// Let a person sign in no more.
    Disable {
        /// The name.
        name: String,
    },
}

/// The configuration and the store behind it.
struct Desk {
    config: config::Config,
    directory: std::sync::Arc<store::SqliteDirectory>,
    clock: SystemClock,
}

impl Desk {
    fn open(common: &Common) -> Result<Self, ExitCode> {
        let loaded = config::load(&common.source(), &Environment::of_process()).map_err(|problems| {
            eprintln!("{problems}");
            ExitCode::from(BAD_CONFIG)
        })?;
        let store = store::open(&loaded.config.store.sqlite).map_err(|error| fail(&error))?;
        Ok(Self { config: loaded.config, directory: store.directory, clock: SystemClock::start() })
    }

    fn tenant(&self, id: &str) -> Result<TenantId, ExitCode> {
        if let Some(tenant) = self.config.tenants.iter().find(|tenant| tenant.id.as_str() == id) {
            return Ok(tenant.id.clone());
        }
        let known: Vec<_> = self.config.tenants.iter().map(|tenant| tenant.id.as_str()).collect();
        eprintln!("There is no tenant {id}; there are: {}.", known.join(", "));
        Err(ExitCode::from(BAD_USE))
    }
}

fn fail(error: &dyn std::error::Error) -> ExitCode {
    eprintln!("{error}");
    ExitCode::FAILURE
}

pub(super) fn keys(arguments: &Keys, common: &Common) -> ExitCode {
    let result = Desk::open(common).and_then(|desk| match &arguments.command {
        KeyCommand::Create { tenant, name } => create_key(&desk, tenant, name),
        KeyCommand::List { tenant } => list_keys(&desk, tenant.as_deref()),
        KeyCommand::Revoke { tenant, name } => revoke_key(&desk, tenant, name),
    });
    result.err().unwrap_or(ExitCode::SUCCESS)
}

fn create_key(desk: &Desk, tenant: &str, name: &str) -> Result<(), ExitCode> {
    let tenant = desk.tenant(tenant)?;
    let ApiKey { secret, sha256 } = ApiKey::generate();
    let key = StoredKey { sha256, tenant, name: name.to_owned(), created: desk.clock.now(), revoked: None };
    desk.directory.add_key(&key).map_err(|error| fail(&error))?;
    say!("{}", secret.expose());
    eprintln!("This key is shown once; only its hash is kept.");
    Ok(())
}

fn list_keys(desk: &Desk, tenant: Option<&str>) -> Result<(), ExitCode> {
    for tenant in
        desk.config.tenants.iter().filter(|known| tenant.is_none_or(|wanted| known.id.as_str() == wanted))
    {
        for key in &tenant.keys {
            say!("{:20} {:20} from the configuration", tenant.id.as_str(), key.name);
        }
    }
    let stored = desk.directory.keys().map_err(|error| fail(&error))?;
    for key in stored.iter().filter(|key| tenant.is_none_or(|wanted| key.tenant.as_str() == wanted)) {
        let state = key.revoked.map_or("in force".to_owned(), |at| format!("revoked {at}"));
        say!("{:20} {:20} made {}, {state}", key.tenant.as_str(), key.name, key.created);
    }
    Ok(())
}

fn revoke_key(desk: &Desk, tenant: &str, name: &str) -> Result<(), ExitCode> {
    let tenant = desk.tenant(tenant)?;
    let revoked = desk.directory.revoke_key(&tenant, name, desk.clock.now()).map_err(|error| fail(&error))?;
    if revoked == 0 {
        eprintln!(
            "{tenant} has no key {name} in force that was made here. One from the configuration is removed there."
        );
        return Err(ExitCode::from(BAD_USE));
    }
    say!("{revoked} revoked");
    Ok(())
}

pub(super) fn users(arguments: &Users, common: &Common) -> ExitCode {
    let result = Desk::open(common).and_then(|desk| match &arguments.command {
        UserCommand::Add { name, tenant, role } => add_user(&desk, name, tenant, role),
        UserCommand::List => list_users(&desk),
        UserCommand::Disable { name } => disable_user(&desk, name),
    });
    result.err().unwrap_or(ExitCode::SUCCESS)
}

fn add_user(desk: &Desk, name: &str, tenant: &str, role: &str) -> Result<(), ExitCode> {
    let tenant = desk.tenant(tenant)?;
    let password: String = accounts::random_token().chars().take(20).collect();
    let hash = accounts::hash_password(&password).map_err(|error| {
        eprintln!("The system has no random numbers: {error}");
        ExitCode::FAILURE
    })?;
    // clap has checked the word.
    let role = Role::parse(role).unwrap_or(Role::Copywriter);
    let user = StoredUser { name: name.to_owned(), tenant, role, password: hash, disabled: false };
    desk.directory.put_user(&user).map_err(|error| fail(&error))?;
    say!("{password}");
    eprintln!("This password is shown once; only its hash is kept.");
    Ok(())
}

fn list_users(desk: &Desk) -> Result<(), ExitCode> {
    for user in desk.directory.users().map_err(|error| fail(&error))? {
        let state = if user.disabled { "disabled" } else { "may sign in" };
        say!("{:20} {:20} {:12} {state}", user.tenant.as_str(), user.name, user.role.as_str());
    }
    Ok(())
}

fn disable_user(desk: &Desk, name: &str) -> Result<(), ExitCode> {
    let users = desk.directory.users().map_err(|error| fail(&error))?;
    let Some(user) = users.into_iter().find(|user| user.name == name) else {
        eprintln!("There is no user {name}; `candor users list` shows them.");
        return Err(ExitCode::from(BAD_USE));
    };
    desk.directory.put_user(&StoredUser { disabled: true, ..user }).map_err(|error| fail(&error))
}
