"""What people accept: findings are marked and stay in every report; only the exit status leaves them out."""
