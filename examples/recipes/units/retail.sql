SELECT * FROM messages WHERE unit = 'retail'
