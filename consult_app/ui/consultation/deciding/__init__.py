"""The decision page: findings with their evaluations and reasons, obstacles, and the decision."""
