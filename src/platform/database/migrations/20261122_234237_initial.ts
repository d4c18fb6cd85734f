import { type MigrateDownArgs, type MigrateUpArgs, sql } from '@payloadcms/db-sqlite'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.run(sql`CREATE TABLE \`resolutions_key_points\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`_locale\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`text\` text NOT NULL,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`resolutions\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`resolutions_key_points_order_idx\` ON \`resolutions_key_points\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`resolutions_key_points_parent_id_idx\` ON \`resolutions_key_points\` (\`_parent_id\`);`)
  await db.run(sql`CREATE INDEX \`resolutions_key_points_locale_idx\` ON \`resolutions_key_points\` (\`_locale\`);`)
  await db.run(sql`CREATE TABLE \`resolutions_questions\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`_locale\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`question\` text NOT NULL,
  	\`answer\` text NOT NULL,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`resolutions\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`resolutions_questions_order_idx\` ON \`resolutions_questions\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`resolutions_questions_parent_id_idx\` ON \`resolutions_questions\` (\`_parent_id\`);`)
  await db.run(sql`CREATE INDEX \`resolutions_questions_locale_idx\` ON \`resolutions_questions\` (\`_locale\`);`)
  await db.run(sql`CREATE TABLE \`resolutions\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`owner_id\` text NOT NULL,
  	\`kind\` text NOT NULL,
  	\`symbol\` text NOT NULL,
  	\`issuer\` text NOT NULL,
  	\`term\` text DEFAULT '',
  	\`issued_on\` text,
  	\`abstract\` text NOT NULL,
  	\`field\` text,
  	\`visibility\` text DEFAULT 'public' NOT NULL,
  	\`search_text\` text,
  	\`languages\` text,
  	\`owner_path\` text,
  	\`is_approved\` integer DEFAULT false,
  	\`sort_key\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	FOREIGN KEY (\`owner_id\`) REFERENCES \`org_units\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`resolutions_owner_idx\` ON \`resolutions\` (\`owner_id\`);`)
  await db.run(sql`CREATE INDEX \`resolutions_owner_path_idx\` ON \`resolutions\` (\`owner_path\`);`)
  await db.run(sql`CREATE INDEX \`resolutions_updated_at_idx\` ON \`resolutions\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`resolutions_created_at_idx\` ON \`resolutions\` (\`created_at\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`issuer_kind_symbol_term_idx\` ON \`resolutions\` (\`issuer\`,\`kind\`,\`symbol\`,\`term\`);`)
  await db.run(sql`CREATE TABLE \`resolutions_locales\` (
  	\`summary\` text,
  	\`audio_id\` text,
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`_locale\` text NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	FOREIGN KEY (\`audio_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`resolutions\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`resolutions_audio_idx\` ON \`resolutions_locales\` (\`audio_id\`,\`_locale\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`resolutions_locales_locale_parent_id_unique\` ON \`resolutions_locales\` (\`_locale\`,\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`resolutions_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text NOT NULL,
  	\`path\` text NOT NULL,
  	\`media_id\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`resolutions\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`media_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`resolutions_rels_order_idx\` ON \`resolutions_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`resolutions_rels_parent_idx\` ON \`resolutions_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`resolutions_rels_path_idx\` ON \`resolutions_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`resolutions_rels_media_id_idx\` ON \`resolutions_rels\` (\`media_id\`);`)
  await db.run(sql`CREATE TABLE \`_resolutions_v_version_key_points\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`_locale\` text NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`text\` text NOT NULL,
  	\`_uuid\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_resolutions_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_resolutions_v_version_key_points_order_idx\` ON \`_resolutions_v_version_key_points\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_resolutions_v_version_key_points_parent_id_idx\` ON \`_resolutions_v_version_key_points\` (\`_parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_resolutions_v_version_key_points_locale_idx\` ON \`_resolutions_v_version_key_points\` (\`_locale\`);`)
  await db.run(sql`CREATE TABLE \`_resolutions_v_version_questions\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`_locale\` text NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`question\` text NOT NULL,
  	\`answer\` text NOT NULL,
  	\`_uuid\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_resolutions_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_resolutions_v_version_questions_order_idx\` ON \`_resolutions_v_version_questions\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_resolutions_v_version_questions_parent_id_idx\` ON \`_resolutions_v_version_questions\` (\`_parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_resolutions_v_version_questions_locale_idx\` ON \`_resolutions_v_version_questions\` (\`_locale\`);`)
  await db.run(sql`CREATE TABLE \`_resolutions_v\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`parent_id\` text,
  	\`version_owner_id\` text NOT NULL,
  	\`version_kind\` text NOT NULL,
  	\`version_symbol\` text NOT NULL,
  	\`version_issuer\` text NOT NULL,
  	\`version_term\` text DEFAULT '',
  	\`version_issued_on\` text,
  	\`version_abstract\` text NOT NULL,
  	\`version_field\` text,
  	\`version_visibility\` text DEFAULT 'public' NOT NULL,
  	\`version_search_text\` text,
  	\`version_languages\` text,
  	\`version_owner_path\` text,
  	\`version_is_approved\` integer DEFAULT false,
  	\`version_sort_key\` text,
  	\`version_updated_at\` text,
  	\`version_created_at\` text,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`resolutions\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`version_owner_id\`) REFERENCES \`org_units\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`_resolutions_v_parent_idx\` ON \`_resolutions_v\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_resolutions_v_version_version_owner_idx\` ON \`_resolutions_v\` (\`version_owner_id\`);`)
  await db.run(sql`CREATE INDEX \`_resolutions_v_version_version_owner_path_idx\` ON \`_resolutions_v\` (\`version_owner_path\`);`)
  await db.run(sql`CREATE INDEX \`_resolutions_v_version_version_updated_at_idx\` ON \`_resolutions_v\` (\`version_updated_at\`);`)
  await db.run(sql`CREATE INDEX \`_resolutions_v_version_version_created_at_idx\` ON \`_resolutions_v\` (\`version_created_at\`);`)
  await db.run(sql`CREATE INDEX \`_resolutions_v_created_at_idx\` ON \`_resolutions_v\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`_resolutions_v_updated_at_idx\` ON \`_resolutions_v\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`version_issuer_version_kind_version_symbol_version_term_idx\` ON \`_resolutions_v\` (\`version_issuer\`,\`version_kind\`,\`version_symbol\`,\`version_term\`);`)
  await db.run(sql`CREATE TABLE \`_resolutions_v_locales\` (
  	\`version_summary\` text,
  	\`version_audio_id\` text,
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`_locale\` text NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	FOREIGN KEY (\`version_audio_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_resolutions_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_resolutions_v_version_version_audio_idx\` ON \`_resolutions_v_locales\` (\`version_audio_id\`,\`_locale\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`_resolutions_v_locales_locale_parent_id_unique\` ON \`_resolutions_v_locales\` (\`_locale\`,\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`_resolutions_v_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text(36) NOT NULL,
  	\`path\` text NOT NULL,
  	\`media_id\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`_resolutions_v\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`media_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_resolutions_v_rels_order_idx\` ON \`_resolutions_v_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`_resolutions_v_rels_parent_idx\` ON \`_resolutions_v_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_resolutions_v_rels_path_idx\` ON \`_resolutions_v_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`_resolutions_v_rels_media_id_idx\` ON \`_resolutions_v_rels\` (\`media_id\`);`)
  await db.run(sql`CREATE TABLE \`materials_key_points\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`_locale\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`text\` text NOT NULL,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`materials\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`materials_key_points_order_idx\` ON \`materials_key_points\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`materials_key_points_parent_id_idx\` ON \`materials_key_points\` (\`_parent_id\`);`)
  await db.run(sql`CREATE INDEX \`materials_key_points_locale_idx\` ON \`materials_key_points\` (\`_locale\`);`)
  await db.run(sql`CREATE TABLE \`materials_questions\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`_locale\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`question\` text NOT NULL,
  	\`answer\` text NOT NULL,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`materials\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`materials_questions_order_idx\` ON \`materials_questions\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`materials_questions_parent_id_idx\` ON \`materials_questions\` (\`_parent_id\`);`)
  await db.run(sql`CREATE INDEX \`materials_questions_locale_idx\` ON \`materials_questions\` (\`_locale\`);`)
  await db.run(sql`CREATE TABLE \`materials\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`owner_id\` text NOT NULL,
  	\`title\` text NOT NULL,
  	\`kind\` text DEFAULT 'text' NOT NULL,
  	\`file_id\` text,
  	\`search_text\` text,
  	\`languages\` text,
  	\`owner_path\` text,
  	\`is_approved\` integer DEFAULT false,
  	\`sort_key\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	FOREIGN KEY (\`owner_id\`) REFERENCES \`org_units\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`file_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`materials_owner_idx\` ON \`materials\` (\`owner_id\`);`)
  await db.run(sql`CREATE INDEX \`materials_file_idx\` ON \`materials\` (\`file_id\`);`)
  await db.run(sql`CREATE INDEX \`materials_owner_path_idx\` ON \`materials\` (\`owner_path\`);`)
  await db.run(sql`CREATE INDEX \`materials_updated_at_idx\` ON \`materials\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`materials_created_at_idx\` ON \`materials\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`materials_locales\` (
  	\`body\` text,
  	\`audio_id\` text,
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`_locale\` text NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	FOREIGN KEY (\`audio_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`materials\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`materials_audio_idx\` ON \`materials_locales\` (\`audio_id\`,\`_locale\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`materials_locales_locale_parent_id_unique\` ON \`materials_locales\` (\`_locale\`,\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`materials_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text NOT NULL,
  	\`path\` text NOT NULL,
  	\`resolutions_id\` text,
  	\`campaigns_id\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`materials\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`resolutions_id\`) REFERENCES \`resolutions\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`campaigns_id\`) REFERENCES \`campaigns\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`materials_rels_order_idx\` ON \`materials_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`materials_rels_parent_idx\` ON \`materials_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`materials_rels_path_idx\` ON \`materials_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`materials_rels_resolutions_id_idx\` ON \`materials_rels\` (\`resolutions_id\`);`)
  await db.run(sql`CREATE INDEX \`materials_rels_campaigns_id_idx\` ON \`materials_rels\` (\`campaigns_id\`);`)
  await db.run(sql`CREATE TABLE \`_materials_v_version_key_points\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`_locale\` text NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`text\` text NOT NULL,
  	\`_uuid\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_materials_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_materials_v_version_key_points_order_idx\` ON \`_materials_v_version_key_points\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_materials_v_version_key_points_parent_id_idx\` ON \`_materials_v_version_key_points\` (\`_parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_materials_v_version_key_points_locale_idx\` ON \`_materials_v_version_key_points\` (\`_locale\`);`)
  await db.run(sql`CREATE TABLE \`_materials_v_version_questions\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`_locale\` text NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`question\` text NOT NULL,
  	\`answer\` text NOT NULL,
  	\`_uuid\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_materials_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_materials_v_version_questions_order_idx\` ON \`_materials_v_version_questions\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_materials_v_version_questions_parent_id_idx\` ON \`_materials_v_version_questions\` (\`_parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_materials_v_version_questions_locale_idx\` ON \`_materials_v_version_questions\` (\`_locale\`);`)
  await db.run(sql`CREATE TABLE \`_materials_v\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`parent_id\` text,
  	\`version_owner_id\` text NOT NULL,
  	\`version_title\` text NOT NULL,
  	\`version_kind\` text DEFAULT 'text' NOT NULL,
  	\`version_file_id\` text,
  	\`version_search_text\` text,
  	\`version_languages\` text,
  	\`version_owner_path\` text,
  	\`version_is_approved\` integer DEFAULT false,
  	\`version_sort_key\` text,
  	\`version_updated_at\` text,
  	\`version_created_at\` text,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`materials\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`version_owner_id\`) REFERENCES \`org_units\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`version_file_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`_materials_v_parent_idx\` ON \`_materials_v\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_materials_v_version_version_owner_idx\` ON \`_materials_v\` (\`version_owner_id\`);`)
  await db.run(sql`CREATE INDEX \`_materials_v_version_version_file_idx\` ON \`_materials_v\` (\`version_file_id\`);`)
  await db.run(sql`CREATE INDEX \`_materials_v_version_version_owner_path_idx\` ON \`_materials_v\` (\`version_owner_path\`);`)
  await db.run(sql`CREATE INDEX \`_materials_v_version_version_updated_at_idx\` ON \`_materials_v\` (\`version_updated_at\`);`)
  await db.run(sql`CREATE INDEX \`_materials_v_version_version_created_at_idx\` ON \`_materials_v\` (\`version_created_at\`);`)
  await db.run(sql`CREATE INDEX \`_materials_v_created_at_idx\` ON \`_materials_v\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`_materials_v_updated_at_idx\` ON \`_materials_v\` (\`updated_at\`);`)
  await db.run(sql`CREATE TABLE \`_materials_v_locales\` (
  	\`version_body\` text,
  	\`version_audio_id\` text,
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`_locale\` text NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	FOREIGN KEY (\`version_audio_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_materials_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_materials_v_version_version_audio_idx\` ON \`_materials_v_locales\` (\`version_audio_id\`,\`_locale\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`_materials_v_locales_locale_parent_id_unique\` ON \`_materials_v_locales\` (\`_locale\`,\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`_materials_v_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text(36) NOT NULL,
  	\`path\` text NOT NULL,
  	\`resolutions_id\` text,
  	\`campaigns_id\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`_materials_v\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`resolutions_id\`) REFERENCES \`resolutions\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`campaigns_id\`) REFERENCES \`campaigns\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_materials_v_rels_order_idx\` ON \`_materials_v_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`_materials_v_rels_parent_idx\` ON \`_materials_v_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_materials_v_rels_path_idx\` ON \`_materials_v_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`_materials_v_rels_resolutions_id_idx\` ON \`_materials_v_rels\` (\`resolutions_id\`);`)
  await db.run(sql`CREATE INDEX \`_materials_v_rels_campaigns_id_idx\` ON \`_materials_v_rels\` (\`campaigns_id\`);`)
  await db.run(sql`CREATE TABLE \`campaigns_indicators\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`key\` text NOT NULL,
  	\`name\` text NOT NULL,
  	\`unit\` text,
  	\`target\` numeric,
  	\`per\` text DEFAULT 'village',
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`campaigns\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`campaigns_indicators_order_idx\` ON \`campaigns_indicators\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`campaigns_indicators_parent_id_idx\` ON \`campaigns_indicators\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`campaigns\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`owner_id\` text NOT NULL,
  	\`title\` text NOT NULL,
  	\`kind\` text DEFAULT 'propaganda' NOT NULL,
  	\`launched_by\` text,
  	\`field\` text,
  	\`from\` text,
  	\`to\` text,
  	\`search_text\` text,
  	\`languages\` text,
  	\`owner_path\` text,
  	\`is_approved\` integer DEFAULT false,
  	\`sort_key\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	FOREIGN KEY (\`owner_id\`) REFERENCES \`org_units\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`campaigns_owner_idx\` ON \`campaigns\` (\`owner_id\`);`)
  await db.run(sql`CREATE INDEX \`campaigns_owner_path_idx\` ON \`campaigns\` (\`owner_path\`);`)
  await db.run(sql`CREATE INDEX \`campaigns_updated_at_idx\` ON \`campaigns\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`campaigns_created_at_idx\` ON \`campaigns\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`campaigns_locales\` (
  	\`goal\` text,
  	\`body\` text,
  	\`audio_id\` text,
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`_locale\` text NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	FOREIGN KEY (\`audio_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`campaigns\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`campaigns_audio_idx\` ON \`campaigns_locales\` (\`audio_id\`,\`_locale\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`campaigns_locales_locale_parent_id_unique\` ON \`campaigns_locales\` (\`_locale\`,\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`_campaigns_v_version_indicators\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`key\` text NOT NULL,
  	\`name\` text NOT NULL,
  	\`unit\` text,
  	\`target\` numeric,
  	\`per\` text DEFAULT 'village',
  	\`_uuid\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_campaigns_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_campaigns_v_version_indicators_order_idx\` ON \`_campaigns_v_version_indicators\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_campaigns_v_version_indicators_parent_id_idx\` ON \`_campaigns_v_version_indicators\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`_campaigns_v\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`parent_id\` text,
  	\`version_owner_id\` text NOT NULL,
  	\`version_title\` text NOT NULL,
  	\`version_kind\` text DEFAULT 'propaganda' NOT NULL,
  	\`version_launched_by\` text,
  	\`version_field\` text,
  	\`version_from\` text,
  	\`version_to\` text,
  	\`version_search_text\` text,
  	\`version_languages\` text,
  	\`version_owner_path\` text,
  	\`version_is_approved\` integer DEFAULT false,
  	\`version_sort_key\` text,
  	\`version_updated_at\` text,
  	\`version_created_at\` text,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`campaigns\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`version_owner_id\`) REFERENCES \`org_units\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`_campaigns_v_parent_idx\` ON \`_campaigns_v\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_campaigns_v_version_version_owner_idx\` ON \`_campaigns_v\` (\`version_owner_id\`);`)
  await db.run(sql`CREATE INDEX \`_campaigns_v_version_version_owner_path_idx\` ON \`_campaigns_v\` (\`version_owner_path\`);`)
  await db.run(sql`CREATE INDEX \`_campaigns_v_version_version_updated_at_idx\` ON \`_campaigns_v\` (\`version_updated_at\`);`)
  await db.run(sql`CREATE INDEX \`_campaigns_v_version_version_created_at_idx\` ON \`_campaigns_v\` (\`version_created_at\`);`)
  await db.run(sql`CREATE INDEX \`_campaigns_v_created_at_idx\` ON \`_campaigns_v\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`_campaigns_v_updated_at_idx\` ON \`_campaigns_v\` (\`updated_at\`);`)
  await db.run(sql`CREATE TABLE \`_campaigns_v_locales\` (
  	\`version_goal\` text,
  	\`version_body\` text,
  	\`version_audio_id\` text,
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`_locale\` text NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	FOREIGN KEY (\`version_audio_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_campaigns_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_campaigns_v_version_version_audio_idx\` ON \`_campaigns_v_locales\` (\`version_audio_id\`,\`_locale\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`_campaigns_v_locales_locale_parent_id_unique\` ON \`_campaigns_v_locales\` (\`_locale\`,\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`media\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`owner_id\` text NOT NULL,
  	\`alt\` text,
  	\`seconds\` numeric,
  	\`owner_path\` text,
  	\`is_approved\` integer DEFAULT false,
  	\`search_text\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`url\` text,
  	\`thumbnail_u_r_l\` text,
  	\`filename\` text,
  	\`mime_type\` text,
  	\`filesize\` numeric,
  	\`width\` numeric,
  	\`height\` numeric,
  	\`focal_x\` numeric,
  	\`focal_y\` numeric,
  	\`sizes_w320_url\` text,
  	\`sizes_w320_width\` numeric,
  	\`sizes_w320_height\` numeric,
  	\`sizes_w320_mime_type\` text,
  	\`sizes_w320_filesize\` numeric,
  	\`sizes_w320_filename\` text,
  	\`sizes_w720_url\` text,
  	\`sizes_w720_width\` numeric,
  	\`sizes_w720_height\` numeric,
  	\`sizes_w720_mime_type\` text,
  	\`sizes_w720_filesize\` numeric,
  	\`sizes_w720_filename\` text,
  	\`sizes_w1280_url\` text,
  	\`sizes_w1280_width\` numeric,
  	\`sizes_w1280_height\` numeric,
  	\`sizes_w1280_mime_type\` text,
  	\`sizes_w1280_filesize\` numeric,
  	\`sizes_w1280_filename\` text,
  	FOREIGN KEY (\`owner_id\`) REFERENCES \`org_units\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`media_owner_idx\` ON \`media\` (\`owner_id\`);`)
  await db.run(sql`CREATE INDEX \`media_owner_path_idx\` ON \`media\` (\`owner_path\`);`)
  await db.run(sql`CREATE INDEX \`media_updated_at_idx\` ON \`media\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`media_created_at_idx\` ON \`media\` (\`created_at\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`media_filename_idx\` ON \`media\` (\`filename\`);`)
  await db.run(sql`CREATE INDEX \`media_sizes_w320_sizes_w320_filename_idx\` ON \`media\` (\`sizes_w320_filename\`);`)
  await db.run(sql`CREATE INDEX \`media_sizes_w720_sizes_w720_filename_idx\` ON \`media\` (\`sizes_w720_filename\`);`)
  await db.run(sql`CREATE INDEX \`media_sizes_w1280_sizes_w1280_filename_idx\` ON \`media\` (\`sizes_w1280_filename\`);`)
  await db.run(sql`CREATE TABLE \`bundles\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`content_type\` text NOT NULL,
  	\`content_id\` text NOT NULL,
  	\`language\` text NOT NULL,
  	\`version\` numeric NOT NULL,
  	\`bytes\` numeric,
  	\`title\` text,
  	\`kind\` text,
  	\`symbol\` text,
  	\`json\` text,
  	\`files\` text,
  	\`source_digest\` text,
  	\`source\` text,
  	\`approved_by\` text,
  	\`created_at\` text
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`contentType_contentId_language_version_idx\` ON \`bundles\` (\`content_type\`,\`content_id\`,\`language\`,\`version\`);`)
  await db.run(sql`CREATE TABLE \`assignments_audience_unit_types\` (
  	\`order\` integer NOT NULL,
  	\`parent_id\` text NOT NULL,
  	\`value\` text,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`assignments\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`assignments_audience_unit_types_order_idx\` ON \`assignments_audience_unit_types\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`assignments_audience_unit_types_parent_idx\` ON \`assignments_audience_unit_types\` (\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`assignments_audience_exclusions\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`team_id\` text NOT NULL,
  	\`reason\` text NOT NULL,
  	FOREIGN KEY (\`team_id\`) REFERENCES \`teams\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`assignments\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`assignments_audience_exclusions_order_idx\` ON \`assignments_audience_exclusions\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`assignments_audience_exclusions_parent_id_idx\` ON \`assignments_audience_exclusions\` (\`_parent_id\`);`)
  await db.run(sql`CREATE INDEX \`assignments_audience_exclusions_team_idx\` ON \`assignments_audience_exclusions\` (\`team_id\`);`)
  await db.run(sql`CREATE TABLE \`assignments\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`owner_id\` text NOT NULL,
  	\`title\` text NOT NULL,
  	\`ack_due\` text,
  	\`report_due\` text,
  	\`ack_rule\` text DEFAULT 'any' NOT NULL,
  	\`instructions\` text,
  	\`state\` text DEFAULT 'draft',
  	\`audience_count\` numeric,
  	\`prepared_count\` numeric,
  	\`published_at\` text,
  	\`ended_at\` text,
  	\`first_ack_due\` text,
  	\`first_report_due\` text,
  	\`withdrawn_reason\` text,
  	\`owner_path\` text,
  	\`sendings\` text,
  	\`excluded_teams\` text,
  	\`published_tree\` text,
  	\`revision\` numeric,
  	\`search_text\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	FOREIGN KEY (\`owner_id\`) REFERENCES \`org_units\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`assignments_owner_idx\` ON \`assignments\` (\`owner_id\`);`)
  await db.run(sql`CREATE INDEX \`assignments_state_idx\` ON \`assignments\` (\`state\`);`)
  await db.run(sql`CREATE INDEX \`assignments_owner_path_idx\` ON \`assignments\` (\`owner_path\`);`)
  await db.run(sql`CREATE INDEX \`assignments_updated_at_idx\` ON \`assignments\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`assignments_created_at_idx\` ON \`assignments\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`assignments_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text NOT NULL,
  	\`path\` text NOT NULL,
  	\`resolutions_id\` text,
  	\`materials_id\` text,
  	\`campaigns_id\` text,
  	\`org_units_id\` text,
  	\`teams_id\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`assignments\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`resolutions_id\`) REFERENCES \`resolutions\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`materials_id\`) REFERENCES \`materials\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`campaigns_id\`) REFERENCES \`campaigns\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`org_units_id\`) REFERENCES \`org_units\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`teams_id\`) REFERENCES \`teams\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`assignments_rels_order_idx\` ON \`assignments_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`assignments_rels_parent_idx\` ON \`assignments_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`assignments_rels_path_idx\` ON \`assignments_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`assignments_rels_resolutions_id_idx\` ON \`assignments_rels\` (\`resolutions_id\`);`)
  await db.run(sql`CREATE INDEX \`assignments_rels_materials_id_idx\` ON \`assignments_rels\` (\`materials_id\`);`)
  await db.run(sql`CREATE INDEX \`assignments_rels_campaigns_id_idx\` ON \`assignments_rels\` (\`campaigns_id\`);`)
  await db.run(sql`CREATE INDEX \`assignments_rels_org_units_id_idx\` ON \`assignments_rels\` (\`org_units_id\`);`)
  await db.run(sql`CREATE INDEX \`assignments_rels_teams_id_idx\` ON \`assignments_rels\` (\`teams_id\`);`)
  await db.run(sql`CREATE TABLE \`deliveries\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`assignment_id\` text,
  	\`team_id\` text,
  	\`unit_id\` text,
  	\`holder_id\` text,
  	\`path\` text,
  	\`state\` text,
  	\`delivered_at\` text,
  	\`seen_on\` text,
  	\`acknowledged_at\` text,
  	\`reported_at\` text,
  	\`accepted_at\` text,
  	\`acknowledged_late\` integer,
  	\`reported_late\` integer,
  	\`acknowledged_via\` text,
  	\`reported_via\` text,
  	\`blocked\` text,
  	\`exempted_at\` text,
  	\`exempt_reason\` text,
  	\`ack_due\` text,
  	\`report_due\` text,
  	\`households\` numeric,
  	\`households_reached\` numeric,
  	\`updated_at\` text,
  	\`path_now\` text,
  	\`counter_unit_then\` text,
  	\`counter_unit_now\` text,
  	\`published_at\` text,
  	\`epoch\` numeric,
  	\`seen_at\` text,
  	\`is_returned\` integer,
  	\`blocked_reason\` text,
  	\`sessions\` numeric,
  	\`att_party_members\` numeric,
  	\`att_households\` numeric,
  	\`att_others\` numeric,
  	\`att_total\` numeric,
  	\`due_delivered\` text,
  	\`due_acknowledged\` text,
  	\`due_reported\` text,
  	\`open_until\` text,
  	\`is_withdrawn\` integer,
  	\`revision\` numeric,
  	\`item\` text
  );
  `)
  await db.run(sql`CREATE INDEX \`deliveries_team_idx\` ON \`deliveries\` (\`team_id\`);`)
  await db.run(sql`CREATE INDEX \`deliveries_unit_idx\` ON \`deliveries\` (\`unit_id\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`assignment_team_idx\` ON \`deliveries\` (\`assignment_id\`,\`team_id\`);`)
  await db.run(sql`CREATE INDEX \`holder_revision_idx\` ON \`deliveries\` (\`holder_id\`,\`revision\`);`)
  await db.run(sql`CREATE INDEX \`assignment_counterUnitThen_idx\` ON \`deliveries\` (\`assignment_id\`,\`counter_unit_then\`);`)
  await db.run(sql`CREATE INDEX \`assignment_counterUnitNow_idx\` ON \`deliveries\` (\`assignment_id\`,\`counter_unit_now\`);`)
  await db.run(sql`CREATE INDEX \`assignment_dueDelivered_pathNow_idx\` ON \`deliveries\` (\`assignment_id\`,\`due_delivered\`,\`path_now\`);`)
  await db.run(sql`CREATE INDEX \`assignment_dueAcknowledged_pathNow_idx\` ON \`deliveries\` (\`assignment_id\`,\`due_acknowledged\`,\`path_now\`);`)
  await db.run(sql`CREATE INDEX \`assignment_dueReported_pathNow_idx\` ON \`deliveries\` (\`assignment_id\`,\`due_reported\`,\`path_now\`);`)
  await db.run(sql`CREATE TABLE \`acknowledgements\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`delivery_id\` text,
  	\`assignment_id\` text,
  	\`team_id\` text,
  	\`unit_id\` text,
  	\`member_id\` text,
  	\`bundle_hash\` text,
  	\`language\` text,
  	\`via\` text,
  	\`recorded_by_id\` text,
  	\`device_id\` text,
  	\`at\` text,
  	\`received_at\` text,
  	\`retracted_at\` text,
  	\`note\` text,
  	\`client_id\` text,
  	\`path\` text,
  	\`effective_at\` text
  );
  `)
  await db.run(sql`CREATE INDEX \`acknowledgements_delivery_idx\` ON \`acknowledgements\` (\`delivery_id\`);`)
  await db.run(sql`CREATE INDEX \`acknowledgements_assignment_idx\` ON \`acknowledgements\` (\`assignment_id\`);`)
  await db.run(sql`CREATE INDEX \`acknowledgements_team_idx\` ON \`acknowledgements\` (\`team_id\`);`)
  await db.run(sql`CREATE INDEX \`acknowledgements_unit_idx\` ON \`acknowledgements\` (\`unit_id\`);`)
  await db.run(sql`CREATE TABLE \`reports\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`client_id\` text,
  	\`team_id\` text,
  	\`unit_id\` text,
  	\`revision\` numeric,
  	\`supersedes\` text,
  	\`state\` text,
  	\`return_reason\` text,
  	\`replies\` text,
  	\`photos\` text,
  	\`warnings\` text,
  	\`via\` text,
  	\`recorded_by_id\` text,
  	\`at\` text,
  	\`received_at\` text,
  	\`decided_at\` text,
  	\`decided_by\` text,
  	\`kept_after_withdrawal\` integer,
  	\`updated_at\` text,
  	\`withheld\` text,
  	\`body\` text,
  	\`links\` text,
  	\`path\` text,
  	\`device_id\` text,
  	\`effective_at\` text
  );
  `)
  await db.run(sql`CREATE INDEX \`reports_unit_idx\` ON \`reports\` (\`unit_id\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`team_clientId_idx\` ON \`reports\` (\`team_id\`,\`client_id\`);`)
  await db.run(sql`CREATE INDEX \`team_receivedAt_idx\` ON \`reports\` (\`team_id\`,\`received_at\`);`)
  await db.run(sql`CREATE INDEX \`path_state_idx\` ON \`reports\` (\`path\`,\`state\`);`)
  await db.run(sql`CREATE INDEX \`state_receivedAt_path_idx\` ON \`reports\` (\`state\`,\`received_at\`,\`path\`);`)
  await db.run(sql`CREATE TABLE \`reports_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text NOT NULL,
  	\`path\` text NOT NULL,
  	\`assignments_id\` text,
  	\`deliveries_id\` text
  );
  `)
  await db.run(sql`CREATE INDEX \`reports_rels_parent_idx\` ON \`reports_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`reports_rels_assignments_id_idx\` ON \`reports_rels\` (\`assignments_id\`);`)
  await db.run(sql`CREATE INDEX \`reports_rels_deliveries_id_idx\` ON \`reports_rels\` (\`deliveries_id\`);`)
  await db.run(sql`CREATE TABLE \`assignment_plans\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`assignment\` text NOT NULL,
  	\`part\` numeric NOT NULL,
  	\`rows\` text,
  	\`done\` integer
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`assignment_part_idx\` ON \`assignment_plans\` (\`assignment\`,\`part\`);`)
  await db.run(sql`CREATE TABLE \`messages\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`team\` text,
  	\`client_id\` text,
  	\`kind\` text,
  	\`digest\` text,
  	\`delivery\` text,
  	\`at\` text,
  	\`sent_at\` text,
  	\`effective_at\` text,
  	\`received_at\` text,
  	\`device\` text,
  	\`via\` text,
  	\`recorded_by\` text,
  	\`body\` text,
  	\`status\` numeric,
  	\`answer\` text
  );
  `)
  await db.run(sql`CREATE INDEX \`messages_delivery_idx\` ON \`messages\` (\`delivery\`);`)
  await db.run(sql`CREATE TABLE \`team_revisions\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`revision\` numeric
  );
  `)
  await db.run(sql`CREATE TABLE \`reach_counters\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`assignment\` text NOT NULL,
  	\`tree\` text NOT NULL,
  	\`unit\` text NOT NULL,
  	\`assigned\` numeric DEFAULT 0,
  	\`exempted\` numeric DEFAULT 0,
  	\`blocked\` numeric DEFAULT 0,
  	\`delivered\` numeric DEFAULT 0,
  	\`seen\` numeric DEFAULT 0,
  	\`acknowledged\` numeric DEFAULT 0,
  	\`acknowledged_late\` numeric DEFAULT 0,
  	\`acknowledged_via_desk\` numeric DEFAULT 0,
  	\`reported\` numeric DEFAULT 0,
  	\`reported_late\` numeric DEFAULT 0,
  	\`reported_via_desk\` numeric DEFAULT 0,
  	\`accepted\` numeric DEFAULT 0,
  	\`returned\` numeric DEFAULT 0,
  	\`households_reached\` numeric DEFAULT 0,
  	\`households_total\` numeric DEFAULT 0,
  	\`sessions\` numeric DEFAULT 0,
  	\`att_party_members\` numeric DEFAULT 0,
  	\`att_households\` numeric DEFAULT 0,
  	\`att_others\` numeric DEFAULT 0,
  	\`att_total\` numeric DEFAULT 0,
  	\`open_delivered\` numeric DEFAULT 0,
  	\`open_acknowledged\` numeric DEFAULT 0,
  	\`open_reported\` numeric DEFAULT 0
  );
  `)
  await db.run(sql`CREATE INDEX \`assignment_tree_unit_idx\` ON \`reach_counters\` (\`assignment\`,\`tree\`,\`unit\`);`)
  await db.run(sql`CREATE INDEX \`unit_tree_idx\` ON \`reach_counters\` (\`unit\`,\`tree\`);`)
  await db.run(sql`CREATE TABLE \`runs\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`kind\` text,
  	\`subject\` text,
  	\`state\` text,
  	\`done\` numeric,
  	\`total\` numeric,
  	\`input\` text,
  	\`started_by\` text,
  	\`created_at\` text,
  	\`updated_at\` text
  );
  `)
  await db.run(sql`CREATE INDEX \`runs_state_idx\` ON \`runs\` (\`state\`);`)
  await db.run(sql`CREATE INDEX \`kind_subject_idx\` ON \`runs\` (\`kind\`,\`subject\`);`)
  await db.run(sql`CREATE TABLE \`prompt_recordings\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`language\` text NOT NULL,
  	\`key\` text NOT NULL,
  	\`text\` text,
  	\`sha256\` text,
  	\`bytes\` numeric,
  	\`type\` text,
  	\`seconds\` numeric,
  	\`recorded_by\` text,
  	\`updated_at\` text
  );
  `)
  await db.run(sql`CREATE INDEX \`prompt_recordings_sha256_idx\` ON \`prompt_recordings\` (\`sha256\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`language_key_idx\` ON \`prompt_recordings\` (\`language\`,\`key\`);`)
  await db.run(sql`CREATE TABLE \`mail_ledger\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`key\` text NOT NULL,
  	\`kind\` text,
  	\`recipient\` text,
  	\`subject\` text,
  	\`body\` text,
  	\`state\` text,
  	\`attempts\` numeric,
  	\`due_at\` text,
  	\`sent_at\` text,
  	\`error\` text,
  	\`created_at\` text
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`key_idx\` ON \`mail_ledger\` (\`key\`);`)
  await db.run(sql`CREATE INDEX \`state_dueAt_idx\` ON \`mail_ledger\` (\`state\`,\`due_at\`);`)
  await db.run(sql`CREATE TABLE \`org_units\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`name\` text NOT NULL,
  	\`type\` text NOT NULL,
  	\`label\` text,
  	\`code\` text,
  	\`parent_id\` text,
  	\`path\` text,
  	\`opened_on\` text,
  	\`closed_on\` text,
  	\`households\` numeric,
  	\`population\` numeric,
  	\`open_code\` text,
  	\`search_text\` text,
  	\`sort_key\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`org_units\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`org_units_parent_idx\` ON \`org_units\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`org_units_path_idx\` ON \`org_units\` (\`path\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`org_units_open_code_idx\` ON \`org_units\` (\`open_code\`);`)
  await db.run(sql`CREATE INDEX \`org_units_sort_key_idx\` ON \`org_units\` (\`sort_key\`);`)
  await db.run(sql`CREATE INDEX \`org_units_updated_at_idx\` ON \`org_units\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`org_units_created_at_idx\` ON \`org_units\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`teams\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`unit_id\` text NOT NULL,
  	\`label\` text,
  	\`founding_decision\` text,
  	\`active\` integer DEFAULT true,
  	\`path\` text,
  	\`search_text\` text,
  	\`sort_key\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	FOREIGN KEY (\`unit_id\`) REFERENCES \`org_units\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`teams_unit_idx\` ON \`teams\` (\`unit_id\`);`)
  await db.run(sql`CREATE INDEX \`teams_path_idx\` ON \`teams\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`teams_updated_at_idx\` ON \`teams\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`teams_created_at_idx\` ON \`teams\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`team_members\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`team_id\` text NOT NULL,
  	\`name\` text NOT NULL,
  	\`role\` text DEFAULT 'member' NOT NULL,
  	\`position\` text,
  	\`phone\` text,
  	\`from\` text,
  	\`to\` text,
  	\`provisional\` integer DEFAULT false,
  	\`replaces\` text,
  	\`replaced_at\` text,
  	\`past_roles\` text,
  	\`leaving_on\` text,
  	\`client_id\` text,
  	\`path\` text,
  	\`search_text\` text,
  	\`sort_key\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	FOREIGN KEY (\`team_id\`) REFERENCES \`teams\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`team_members_team_idx\` ON \`team_members\` (\`team_id\`);`)
  await db.run(sql`CREATE INDEX \`team_members_path_idx\` ON \`team_members\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`team_members_updated_at_idx\` ON \`team_members\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`team_members_created_at_idx\` ON \`team_members\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`devices\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`team_id\` text NOT NULL,
  	\`name\` text,
  	\`last_seen_on\` text,
  	\`revoked_at\` text,
  	\`key_hash\` text,
  	\`path\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	FOREIGN KEY (\`team_id\`) REFERENCES \`teams\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`devices_team_idx\` ON \`devices\` (\`team_id\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`devices_key_hash_idx\` ON \`devices\` (\`key_hash\`);`)
  await db.run(sql`CREATE INDEX \`devices_path_idx\` ON \`devices\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`devices_updated_at_idx\` ON \`devices\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`devices_created_at_idx\` ON \`devices\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`org_placements\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`unit\` text NOT NULL,
  	\`parent\` text,
  	\`path\` text,
  	\`name\` text,
  	\`type\` text,
  	\`code\` text,
  	\`label\` text,
  	\`from\` text,
  	\`to\` text,
  	\`decision\` text
  );
  `)
  await db.run(sql`CREATE INDEX \`org_placements_unit_idx\` ON \`org_placements\` (\`unit\`);`)
  await db.run(sql`CREATE INDEX \`org_placements_parent_idx\` ON \`org_placements\` (\`parent\`);`)
  await db.run(sql`CREATE INDEX \`org_placements_path_idx\` ON \`org_placements\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`org_placements_code_idx\` ON \`org_placements\` (\`code\`);`)
  await db.run(sql`CREATE TABLE \`org_households\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`unit\` text NOT NULL,
  	\`households\` numeric,
  	\`before\` numeric,
  	\`from\` text NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`unit_from_idx\` ON \`org_households\` (\`unit\`,\`from\`);`)
  await db.run(sql`CREATE TABLE \`enrolment_codes\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`team\` text NOT NULL,
  	\`expires_at\` text,
  	\`used_at\` text,
  	\`device\` text,
  	\`voided_at\` text,
  	\`created_at\` text
  );
  `)
  await db.run(sql`CREATE INDEX \`enrolment_codes_team_idx\` ON \`enrolment_codes\` (\`team\`);`)
  await db.run(sql`CREATE TABLE \`users_roles\` (
  	\`order\` integer NOT NULL,
  	\`parent_id\` text NOT NULL,
  	\`value\` text,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`users_roles_order_idx\` ON \`users_roles\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`users_roles_parent_idx\` ON \`users_roles\` (\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`users_sessions\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`created_at\` text,
  	\`expires_at\` text NOT NULL,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`users_sessions_order_idx\` ON \`users_sessions\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`users_sessions_parent_id_idx\` ON \`users_sessions\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`users\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`name\` text NOT NULL,
  	\`phone\` text,
  	\`territory\` text,
  	\`unit_types\` text,
  	\`first_path\` text,
  	\`last_path\` text,
  	\`search_text\` text,
  	\`sort_key\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`email\` text,
  	\`username\` text,
  	\`reset_password_token\` text,
  	\`reset_password_expiration\` text,
  	\`salt\` text,
  	\`hash\` text,
  	\`reset_password_requested_at\` text
  );
  `)
  await db.run(sql`CREATE INDEX \`users_first_path_idx\` ON \`users\` (\`first_path\`);`)
  await db.run(sql`CREATE INDEX \`users_sort_key_idx\` ON \`users\` (\`sort_key\`);`)
  await db.run(sql`CREATE INDEX \`users_updated_at_idx\` ON \`users\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`users_created_at_idx\` ON \`users\` (\`created_at\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`users_email_idx\` ON \`users\` (\`email\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`users_username_idx\` ON \`users\` (\`username\`);`)
  await db.run(sql`CREATE TABLE \`users_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text NOT NULL,
  	\`path\` text NOT NULL,
  	\`org_units_id\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`org_units_id\`) REFERENCES \`org_units\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`users_rels_order_idx\` ON \`users_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`users_rels_parent_idx\` ON \`users_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`users_rels_path_idx\` ON \`users_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`users_rels_org_units_id_idx\` ON \`users_rels\` (\`org_units_id\`);`)
  await db.run(sql`CREATE TABLE \`imports\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`kind\` text,
  	\`state\` text,
  	\`file_name\` text,
  	\`rows\` numeric,
  	\`counts\` text,
  	\`problems\` text,
  	\`done\` numeric,
  	\`total\` numeric,
  	\`started_by_id\` text,
  	\`owner_path\` text,
  	\`sheet\` text,
  	\`plan\` text,
  	\`undo\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	FOREIGN KEY (\`started_by_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`imports_started_by_idx\` ON \`imports\` (\`started_by_id\`);`)
  await db.run(sql`CREATE INDEX \`imports_owner_path_idx\` ON \`imports\` (\`owner_path\`);`)
  await db.run(sql`CREATE INDEX \`imports_updated_at_idx\` ON \`imports\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`imports_created_at_idx\` ON \`imports\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`import_rows\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`import\` text NOT NULL,
  	\`state\` text,
  	\`number\` numeric,
  	\`body\` text
  );
  `)
  await db.run(sql`CREATE INDEX \`import_state_number_idx\` ON \`import_rows\` (\`import\`,\`state\`,\`number\`);`)
  await db.run(sql`CREATE TABLE \`reorganisations\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`owner_id\` text NOT NULL,
  	\`title\` text NOT NULL,
  	\`decision\` text,
  	\`decided_on\` text,
  	\`effective_on\` text,
  	\`state\` text DEFAULT 'draft',
  	\`done\` numeric,
  	\`total\` numeric,
  	\`applied_at\` text,
  	\`owner_path\` text,
  	\`changes\` text,
  	\`effects\` text,
  	\`undo\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	FOREIGN KEY (\`owner_id\`) REFERENCES \`org_units\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`reorganisations_owner_idx\` ON \`reorganisations\` (\`owner_id\`);`)
  await db.run(sql`CREATE INDEX \`reorganisations_owner_path_idx\` ON \`reorganisations\` (\`owner_path\`);`)
  await db.run(sql`CREATE INDEX \`reorganisations_updated_at_idx\` ON \`reorganisations\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`reorganisations_created_at_idx\` ON \`reorganisations\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`audit_events\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`at\` text NOT NULL,
  	\`actor\` text,
  	\`action\` text NOT NULL,
  	\`subject\` text,
  	\`unit\` text,
  	\`before\` text,
  	\`after\` text,
  	\`details\` text,
  	\`request_id\` text,
  	\`path\` text
  );
  `)
  await db.run(sql`CREATE INDEX \`audit_events_at_idx\` ON \`audit_events\` (\`at\`);`)
  await db.run(sql`CREATE INDEX \`audit_events_actor_idx\` ON \`audit_events\` (\`actor\`);`)
  await db.run(sql`CREATE INDEX \`audit_events_subject_idx\` ON \`audit_events\` (\`subject\`);`)
  await db.run(sql`CREATE INDEX \`audit_events_path_idx\` ON \`audit_events\` (\`path\`);`)
  await db.run(sql`CREATE TABLE \`payload_kv\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`key\` text NOT NULL,
  	\`data\` text NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`payload_kv_key_idx\` ON \`payload_kv\` (\`key\`);`)
  await db.run(sql`CREATE TABLE \`payload_locked_documents\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`global_slug\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_global_slug_idx\` ON \`payload_locked_documents\` (\`global_slug\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_updated_at_idx\` ON \`payload_locked_documents\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_created_at_idx\` ON \`payload_locked_documents\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`payload_locked_documents_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text(36) NOT NULL,
  	\`path\` text NOT NULL,
  	\`resolutions_id\` text,
  	\`materials_id\` text,
  	\`campaigns_id\` text,
  	\`assignments_id\` text,
  	\`users_id\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`payload_locked_documents\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`resolutions_id\`) REFERENCES \`resolutions\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`materials_id\`) REFERENCES \`materials\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`campaigns_id\`) REFERENCES \`campaigns\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`assignments_id\`) REFERENCES \`assignments\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`users_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_order_idx\` ON \`payload_locked_documents_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_parent_idx\` ON \`payload_locked_documents_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_path_idx\` ON \`payload_locked_documents_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_resolutions_id_idx\` ON \`payload_locked_documents_rels\` (\`resolutions_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_materials_id_idx\` ON \`payload_locked_documents_rels\` (\`materials_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_campaigns_id_idx\` ON \`payload_locked_documents_rels\` (\`campaigns_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_assignments_id_idx\` ON \`payload_locked_documents_rels\` (\`assignments_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_users_id_idx\` ON \`payload_locked_documents_rels\` (\`users_id\`);`)
  await db.run(sql`CREATE TABLE \`payload_preferences\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`key\` text,
  	\`value\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`payload_preferences_key_idx\` ON \`payload_preferences\` (\`key\`);`)
  await db.run(sql`CREATE INDEX \`payload_preferences_updated_at_idx\` ON \`payload_preferences\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`payload_preferences_created_at_idx\` ON \`payload_preferences\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`payload_preferences_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text(36) NOT NULL,
  	\`path\` text NOT NULL,
  	\`users_id\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`payload_preferences\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`users_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`payload_preferences_rels_order_idx\` ON \`payload_preferences_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`payload_preferences_rels_parent_idx\` ON \`payload_preferences_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_preferences_rels_path_idx\` ON \`payload_preferences_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`payload_preferences_rels_users_id_idx\` ON \`payload_preferences_rels\` (\`users_id\`);`)
  await db.run(sql`CREATE TABLE \`payload_migrations\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`name\` text,
  	\`batch\` numeric,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`payload_migrations_updated_at_idx\` ON \`payload_migrations\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`payload_migrations_created_at_idx\` ON \`payload_migrations\` (\`created_at\`);`)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.run(sql`DROP TABLE \`resolutions_key_points\`;`)
  await db.run(sql`DROP TABLE \`resolutions_questions\`;`)
  await db.run(sql`DROP TABLE \`resolutions\`;`)
  await db.run(sql`DROP TABLE \`resolutions_locales\`;`)
  await db.run(sql`DROP TABLE \`resolutions_rels\`;`)
  await db.run(sql`DROP TABLE \`_resolutions_v_version_key_points\`;`)
  await db.run(sql`DROP TABLE \`_resolutions_v_version_questions\`;`)
  await db.run(sql`DROP TABLE \`_resolutions_v\`;`)
  await db.run(sql`DROP TABLE \`_resolutions_v_locales\`;`)
  await db.run(sql`DROP TABLE \`_resolutions_v_rels\`;`)
  await db.run(sql`DROP TABLE \`materials_key_points\`;`)
  await db.run(sql`DROP TABLE \`materials_questions\`;`)
  await db.run(sql`DROP TABLE \`materials\`;`)
  await db.run(sql`DROP TABLE \`materials_locales\`;`)
  await db.run(sql`DROP TABLE \`materials_rels\`;`)
  await db.run(sql`DROP TABLE \`_materials_v_version_key_points\`;`)
  await db.run(sql`DROP TABLE \`_materials_v_version_questions\`;`)
  await db.run(sql`DROP TABLE \`_materials_v\`;`)
  await db.run(sql`DROP TABLE \`_materials_v_locales\`;`)
  await db.run(sql`DROP TABLE \`_materials_v_rels\`;`)
  await db.run(sql`DROP TABLE \`campaigns_indicators\`;`)
  await db.run(sql`DROP TABLE \`campaigns\`;`)
  await db.run(sql`DROP TABLE \`campaigns_locales\`;`)
  await db.run(sql`DROP TABLE \`_campaigns_v_version_indicators\`;`)
  await db.run(sql`DROP TABLE \`_campaigns_v\`;`)
  await db.run(sql`DROP TABLE \`_campaigns_v_locales\`;`)
  await db.run(sql`DROP TABLE \`media\`;`)
  await db.run(sql`DROP TABLE \`bundles\`;`)
  await db.run(sql`DROP TABLE \`assignments_audience_unit_types\`;`)
  await db.run(sql`DROP TABLE \`assignments_audience_exclusions\`;`)
  await db.run(sql`DROP TABLE \`assignments\`;`)
  await db.run(sql`DROP TABLE \`assignments_rels\`;`)
  await db.run(sql`DROP TABLE \`deliveries\`;`)
  await db.run(sql`DROP TABLE \`acknowledgements\`;`)
  await db.run(sql`DROP TABLE \`reports\`;`)
  await db.run(sql`DROP TABLE \`reports_rels\`;`)
  await db.run(sql`DROP TABLE \`assignment_plans\`;`)
  await db.run(sql`DROP TABLE \`messages\`;`)
  await db.run(sql`DROP TABLE \`team_revisions\`;`)
  await db.run(sql`DROP TABLE \`reach_counters\`;`)
  await db.run(sql`DROP TABLE \`runs\`;`)
  await db.run(sql`DROP TABLE \`prompt_recordings\`;`)
  await db.run(sql`DROP TABLE \`mail_ledger\`;`)
  await db.run(sql`DROP TABLE \`org_units\`;`)
  await db.run(sql`DROP TABLE \`teams\`;`)
  await db.run(sql`DROP TABLE \`team_members\`;`)
  await db.run(sql`DROP TABLE \`devices\`;`)
  await db.run(sql`DROP TABLE \`org_placements\`;`)
  await db.run(sql`DROP TABLE \`org_households\`;`)
  await db.run(sql`DROP TABLE \`enrolment_codes\`;`)
  await db.run(sql`DROP TABLE \`users_roles\`;`)
  await db.run(sql`DROP TABLE \`users_sessions\`;`)
  await db.run(sql`DROP TABLE \`users\`;`)
  await db.run(sql`DROP TABLE \`users_rels\`;`)
  await db.run(sql`DROP TABLE \`imports\`;`)
  await db.run(sql`DROP TABLE \`import_rows\`;`)
  await db.run(sql`DROP TABLE \`reorganisations\`;`)
  await db.run(sql`DROP TABLE \`audit_events\`;`)
  await db.run(sql`DROP TABLE \`payload_kv\`;`)
  await db.run(sql`DROP TABLE \`payload_locked_documents\`;`)
  await db.run(sql`DROP TABLE \`payload_locked_documents_rels\`;`)
  await db.run(sql`DROP TABLE \`payload_preferences\`;`)
  await db.run(sql`DROP TABLE \`payload_preferences_rels\`;`)
  await db.run(sql`DROP TABLE \`payload_migrations\`;`)
}
