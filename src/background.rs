//! Background tasks, all of them awaited at the end.

use std::{future::Future, sync::Mutex};

use tokio::{sync::watch, task::JoinSet};

/// Starts tasks and ends them together.
pub struct Background {
    tasks: Mutex<JoinSet<()>>,
    stop: watch::Sender<bool>,
}

impl Default for Background {
    fn default() -> Self {
        Self { tasks: Mutex::default(), stop: watch::Sender::new(false) }
    }
}

/// Tells a task when to end.
pub struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Returns when the program is about to end.
    pub async fn wait(&mut self) {
        // The sender outlives the tasks; if it were gone, that would be the end as well.
        let _gone = self.0.wait_for(|stop| *stop).await;
    }
}

impl Background {
    /// Starts a task, which must end soon after its [`Stop`] says so.
    pub fn start<T: Future<Output = ()> + Send + 'static>(&self, task: impl FnOnce(Stop) -> T) {
        let task = task(Stop(self.stop.subscribe()));
        self.tasks.lock().unwrap_or_else(std::sync::PoisonError::into_inner).spawn(task);
    }

    /// Tells every task to end and waits for them.
    pub async fn end(&self) {
        self.stop.send_replace(true);
        let mut tasks =
            std::mem::take(&mut *self.tasks.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        while tasks.join_next().await.is_some() {}
    }
}
