import django.db.models.deletion
import guatu.web.base.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='文件')),
                ('recorded_on', models.DateField(verbose_name='录入日')),
                ('count', models.PositiveIntegerField(verbose_name='条数')),
                ('digest', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': '批次',
                'verbose_name_plural': '批次',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('code', models.CharField(max_length=80, primary_key=True, serialize=False, verbose_name='代码')),
                ('title', models.CharField(max_length=300, verbose_name='标题')),
                ('publisher', models.CharField(blank=True, max_length=120, verbose_name='发布单位')),
                ('published', models.DateField(blank=True, null=True, verbose_name='发布日')),
                ('url', models.CharField(blank=True, max_length=500, verbose_name='网址')),
                ('rank', models.SmallIntegerField(default=50, verbose_name='可靠次序')),
                ('note', models.TextField(blank=True, verbose_name='说明')),
            ],
            options={
                'verbose_name': '来源',
                'verbose_name_plural': '来源',
                'ordering': ['rank', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('code', models.CharField(max_length=80, primary_key=True, serialize=False, verbose_name='代码')),
                ('name', models.CharField(max_length=120, verbose_name='名称')),
                ('unit', models.CharField(blank=True, max_length=40, verbose_name='单位')),
                ('nature', models.CharField(choices=[('flow', 'flow'), ('stock', 'stock'), ('ratio', 'ratio')], max_length=10, verbose_name='性质')),
                ('aliases', models.JSONField(blank=True, default=list, verbose_name='别名')),
                ('wanted', models.CharField(choices=[('more', 'more'), ('less', 'less')], max_length=10, verbose_name='方向')),
                ('growth_basis', models.CharField(blank=True, choices=[('名义', '名义'), ('可比价', '可比价'), ('可比口径', '可比口径'), ('', '')], max_length=10, verbose_name='增速口径')),
                ('factor', guatu.web.base.fields.ExactDecimalField(blank=True, null=True, verbose_name='倍数')),
                ('not_same_as', models.JSONField(blank=True, default=list, verbose_name='不同于')),
                ('note', models.TextField(blank=True, verbose_name='说明')),
                ('read_as', models.JSONField(blank=True, default=list, verbose_name='可读作的单位')),
                ('scopes', models.JSONField(blank=True, default=list, verbose_name='覆盖范围')),
                ('open_question', models.TextField(blank=True, verbose_name='口径疑问')),
                ('denominator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator')),
                ('numerator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator')),
            ],
            options={
                'verbose_name': '指标',
                'verbose_name_plural': '指标',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Definition',
            fields=[
                ('code', models.CharField(max_length=80, primary_key=True, serialize=False, verbose_name='代码')),
                ('text', models.TextField(verbose_name='口径')),
                ('since', models.DateField(blank=True, null=True, verbose_name='起')),
                ('confirmed', models.BooleanField(default=True, verbose_name='已确认')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='依据')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='definitions', to='indicators.indicator')),
            ],
            options={
                'verbose_name': '口径',
                'verbose_name_plural': '口径',
                'ordering': ['indicator', 'since', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Region',
            fields=[
                ('code', models.CharField(max_length=12, primary_key=True, serialize=False, verbose_name='代码')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('level', models.CharField(blank=True, db_column='region_level', max_length=20, verbose_name='级别')),
                ('aliases', models.JSONField(blank=True, default=list, verbose_name='别名')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='indicators.region')),
            ],
            options={
                'verbose_name': '地区',
                'verbose_name_plural': '地区',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='RuleSet',
            fields=[
                ('id', models.CharField(max_length=120, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=60, verbose_name='代码')),
                ('version', models.CharField(max_length=40, verbose_name='版本')),
                ('since', models.DateField(blank=True, null=True, verbose_name='起')),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='名称')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='依据')),
                ('thresholds', models.JSONField(default=dict, verbose_name='阈值')),
                ('rules', models.JSONField(default=list, verbose_name='规则')),
                ('lights', models.JSONField(default=list, verbose_name='灯')),
            ],
            options={
                'verbose_name': '研判规则',
                'verbose_name_plural': '研判规则',
                'ordering': ['since', 'id'],
                'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='indicators_ruleset_version')],
            },
        ),
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True)),
                ('year', models.SmallIntegerField(verbose_name='年')),
                ('first_month', models.SmallIntegerField(default=1, verbose_name='起月')),
                ('last_month', models.SmallIntegerField(default=12, verbose_name='止月')),
                ('unit', models.CharField(blank=True, max_length=40, verbose_name='单位')),
                ('value', guatu.web.base.fields.ExactDecimalField(blank=True, null=True, verbose_name='数值')),
                ('growth', guatu.web.base.fields.ExactDecimalField(blank=True, null=True, verbose_name='增速')),
                ('growth_basis', models.CharField(blank=True, choices=[('名义', '名义'), ('可比价', '可比价'), ('可比口径', '可比口径'), ('', '')], max_length=10, verbose_name='增速口径')),
                ('stage', models.CharField(blank=True, choices=[('预计', '预计'), ('初步', '初步'), ('修订', '修订'), ('最终', '最终'), ('', '')], max_length=10, verbose_name='版次')),
                ('known_on', models.DateField(verbose_name='可知日')),
                ('recorded_on', models.DateField(verbose_name='录入日')),
                ('row_number', models.PositiveIntegerField(blank=True, null=True, verbose_name='行')),
                ('note', models.TextField(blank=True, verbose_name='说明')),
                ('digest', models.CharField(max_length=64)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='indicators.batch')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='indicators.indicator')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='indicators.region')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='indicators.source')),
            ],
            options={
                'verbose_name': '观测',
                'verbose_name_plural': '观测',
                'ordering': ['id'],
            },
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('denominator', None), ('numerator', None)), models.Q(('denominator__isnull', False), ('numerator__isnull', False)), _connector='OR'), name='indicators_formula_has_both_parts'),
        ),
        migrations.AddIndex(
            model_name='observation',
            index=models.Index(fields=['indicator', 'region', 'year'], name='indicators_obs_series'),
        ),
        migrations.AddConstraint(
            model_name='observation',
            constraint=models.CheckConstraint(condition=models.Q(('first_month__gte', 1), ('last_month__gte', models.F('first_month')), ('last_month__lte', 12)), name='indicators_obs_months'),
        ),
        migrations.AddConstraint(
            model_name='observation',
            constraint=models.CheckConstraint(condition=models.Q(('value__isnull', False), ('growth__isnull', False), _connector='OR'), name='indicators_obs_has_figure'),
        ),
    ]
